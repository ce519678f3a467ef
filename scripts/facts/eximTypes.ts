// What kind of value each option of Exim takes, told from how it complains of values that fit no kind or just one.

import { askExim, exim } from '../../test/differential/exim/ask.ts';

/** An option: the section it stands in, the driver whose own it is, and its name. */
export interface Asked {
  readonly section: string;
  readonly driver?: string;
  readonly name: string;
}

/** As the vocabulary has them; `expanded` stands before it where a value with a $ in it counts as text. */
type Kind = string;

const odd = '?!';
/** Too much for a number, but not for one that is counted in K. */
const huge = '5000G';
const probes = [odd, '$x', '1s:2s', huge] as const;

/** How Exim complains of a value that is no value of any kind. Source: readconf_handle_option() of readconf.c. */
const complaints: readonly (readonly [RegExp, Kind])[] = [
  [/is not a valid value for the/, 'boolean'],
  [/^ *octal integer expected/m, 'octal'],
  [/integer expected|is too large/, 'number'],
  [/fixed-point number expected/, 'fixed'],
  [/invalid time value/, 'time'],
  [/missing rewrite replacement string/, 'rewriting'],
];

/** The kind of value of each option, in their order; undefined for text, and for the names of users and groups. */
export async function kindsOf(options: readonly Asked[]): Promise<readonly (Kind | undefined)[]> {
  const files: Record<string, string> = {};
  for (const [i, it] of options.entries()) for (const [j, probe] of probes.entries()) files[`/etc/c/${i}.${j}`] = configuration(it, probe);
  const script = Object.keys(files)
    .map((it) => `echo "== ${it}"; ${exim} -C ${it} -bV 2>&1 >/dev/null`)
    .join('\n');
  const [ran] = await askExim({ files: { ...files, '/etc/c/script': script } }, [['/bin/sh', '/etc/c/script']], 600_000);
  const answers = ran!.output.split(/^== .*\n/m).slice(1);
  return options.map((_, i) => {
    const [toOdd, toDollar, toTimes, toHuge] = probes.map((_, j) => complaintOf(answers[i * probes.length + j]!));
    if (toOdd === undefined) return undefined;
    if (toOdd === 'time' && toTimes === undefined) return 'times';
    if (toOdd === 'number' && toHuge === undefined) return 'kilobytes';
    return toDollar === undefined ? `expanded ${toOdd}` : toOdd;
  });
}

function complaintOf(output: string): Kind | undefined {
  return complaints.find(([pattern]) => pattern.test(output))?.[1];
}

function configuration({ section, driver, name }: Asked, value: string): string {
  if (section === 'main') return `${name} = ${value}\n`;
  return `begin ${section}\nx:\n${name === 'driver' ? '' : `  driver = ${driver ?? someDriver[section]!}\n`}  ${name} = ${value}\n`;
}

const someDriver: Readonly<Record<string, string>> = { routers: 'accept', transports: 'pipe', authenticators: 'plaintext' };
