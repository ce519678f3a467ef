/** Ways to write down statements that come again and again in the parts of exim4-config. */

/** A part of conf.d by its name, and its lines. */
export type Section = Readonly<Record<string, readonly string[]>>;

/** Options of a router or a transport; a boolean one is set, or set off with `no_`. */
export type Options = Readonly<Record<string, string | boolean>>;

/** A macro that has this value unless somebody has given it another one. */
export function preset(macro: string, value: string): readonly string[] {
  return [`.ifndef ${macro}`, `${macro} = ${value}`, '.endif'];
}

/** What holds only where a macro is defined. */
export function where(macro: string, lines: readonly string[], otherwise: readonly string[] = []): readonly string[] {
  return [`.ifdef ${macro}`, ...lines, ...(otherwise.length === 0 ? [] : ['.else', ...otherwise]), '.endif'];
}

/** An option whose value is a macro of the administrator, where there is one. */
export function given(option: string, macro: string): readonly string[] {
  return where(macro, [`${option} = ${macro}`]);
}

/** An option whose value is a macro that the administrator may define. */
export function presetOption(option: string, macro: string, value: string): readonly string[] {
  return [...preset(macro, value), `${option} = ${macro}`];
}

/** A file of the configuration folder as a list; empty where there is no such file. */
export function fileList(name: string): string {
  return `\${if exists{CONFDIR/${name}}{CONFDIR/${name}}{}}`;
}

export function driver(name: string, kind: string, options: Options, more: readonly string[] = []): readonly string[] {
  const lines = Object.entries(options).map(([option, value]) =>
    typeof value === 'string' ? `${option} = ${value}` : value ? option : `no_${option}`,
  );
  return [`${name}:`, `driver = ${kind}`, ...lines, ...more];
}
