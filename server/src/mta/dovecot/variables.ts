/** What a format with variables makes of a user name. */
export type Expanded = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unknown'; readonly variable: string };

const VARIABLE = /%(?:(\d+)\.)?(\d*)([A-Z]*)(?:\{(\w+)\}|([a-z%]))|%/g;

/**
 * `%u`, `%n` and `%d` with offset, width and the modifiers L, U, R and T, as in `%Lu`; `%%` is a percent sign. What is behind the first @
 * is the domain. Source: var-expand.c; asked of Dovecot 2.3.19. Other variables and modifiers are not known here.
 */
export function expand(format: string, user: string): Expanded {
  const at = user.indexOf('@');
  const values: Readonly<Record<string, string>> = {
    user,
    username: at < 0 ? user : user.slice(0, at),
    domain: at < 0 ? '' : user.slice(at + 1),
    '%': '%',
  };
  let stranger: string | undefined;
  const text = format.replace(VARIABLE, (whole, offset?: string, width?: string, modifiers?: string, long?: string, short?: string) => {
    const value = values[long ?? SHORT[short ?? ''] ?? ''];
    const isPadded = width?.startsWith('0') ?? false;
    if (value === undefined || isPadded || /[^LURT]/.test(modifiers ?? '')) {
      stranger ??= whole;
      return '';
    }
    const changed = [...(modifiers ?? '')].reduce((it, modifier) => CHANGES[modifier]!(it), value);
    const from = Number(offset ?? 0);
    return width ? changed.slice(from, from + Number(width)) : changed.slice(from);
  });
  return stranger === undefined ? { kind: 'text', text } : { kind: 'unknown', variable: stranger };
}

const SHORT: Readonly<Record<string, string>> = { u: 'user', n: 'username', d: 'domain', '%': '%' };

const CHANGES: Readonly<Record<string, (text: string) => string>> = {
  L: (text) => text.replace(/[A-Z]/g, (it) => it.toLowerCase()),
  U: (text) => text.replace(/[a-z]/g, (it) => it.toUpperCase()),
  R: (text) => [...text].reverse().join(''),
  T: (text) => text.trimEnd(),
};

/** Whether a path or a name differs from user to user. */
export function hasVariables(text: string): boolean {
  return /%[^%]/.test(text.replaceAll('%%', ''));
}
