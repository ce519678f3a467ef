import { configFile } from '../trials.ts';

/** A kind of mistake that people make, as something to do to the files of a host. */
export interface Fault {
  readonly kind: string;
  /** Every place where it fits, one change each: the files that are other than before. */
  apply(files: Files): Iterable<Files>;
}

export type Files = Readonly<Record<string, string>>;

const isTable = (name: string): boolean => /aliases|virtual$/.test(name);
const isConfiguration = (name: string): boolean => name === configFile;

export const faults: readonly Fault[] = [
  each('a typo in the target of an alias', isTable, /(?<=[:,] *)([a-z]{3,})(?=[@,\n])/g, (it) => swapped(it)),
  each(
    'an account that was deleted',
    (name) => name === '/etc/passwd',
    /^alice:.*\n/gm,
    () => '',
  ),
  each('a domain that is gone from a list', isConfiguration, /(?<=^domainlist \w+ = .*) : [A-Za-z_.]+/gm, () => ''),
  each('commas between the items of a list', isConfiguration, /(?<=^domainlist \w+ = .*[a-z@]) : (?=[a-z]+\.)/gm, () => ', '),
  each('a typo in the name of an option', isConfiguration, /(?<=^ {2})(check_local_user|cannot_route_message|transport)\b/gm, (it) =>
    swapped(it),
  ),
  each('a typo in the name of a list', isConfiguration, /(?<=\+)\w+_domains\b/g, (it) => swapped(it)),
  each('a typo in the name of a transport', isConfiguration, /(?<= transport = )\w+/g, (it) => swapped(it)),
  each('a typo in the name of an ACL', isConfiguration, /(?<=^acl_smtp_rcpt = )\w+/gm, (it) => swapped(it)),
  each('a typo in the path of a table', isConfiguration, /(?<=lsearch[{;]\/etc\/)[a-z0-9/]+/g, (it) => swapped(it)),
  each('a typo in the name of a variable', isConfiguration, /(?<=lookup\{\$)local_part/g, () => 'local_prt'),
  each('a brace that got lost', isConfiguration, /\}\}\n/g, () => '}\n'),
  each('an equals sign that got lost', isConfiguration, /(?<=^ {2}(?:data|transport|driver)) =/gm, () => ''),
  each('accounts that are not verified', isConfiguration, /(?<=driver = accept\n)/g, () => '  no_verify\n'),
  each('a search that ends too early', isConfiguration, /(?<=driver = redirect\n(?: {2}domains.*\n)?)/g, () => '  no_more\n'),
  each('a path of what the sender wrote', isConfiguration, /\$local_part_data/g, () => '$local_part'),
  each('an address for a name, or a name for an address', isTable, /^([a-z]+)(@[a-z.]+)?(?=:)/gm, (it) =>
    it.includes('@') ? it.replace(/@.*/, '') : `${it}@example.com`,
  ),
  each('an alias that leads nowhere', isTable, /(?<=^[a-z@.]+: ).*$/gm, () => ''),
  each('another domain for bare names', isConfiguration, /(?<=^qualify_domain = ).*$/gm, () => 'example.edu'),
  each(
    'a suffix that one router forgot',
    isConfiguration,
    /(?<=check_local_user\n) {2}local_part_suffix = .*\n {2}local_part_suffix_optional\n(?= {2}transport)/g,
    () => '',
  ),
  each(
    'a router that takes all',
    isConfiguration,
    /(?<=begin routers\n)/g,
    () => 'all:\n  driver = redirect\n  data = :fail: closed\n  allow_fail\n  no_more\n',
  ),
];

function each(kind: string, isMeant: (name: string) => boolean, pattern: RegExp, change: (text: string) => string): Fault {
  return {
    kind,
    *apply(files) {
      for (const [name, text] of Object.entries(files)) {
        if (!isMeant(name)) continue;
        for (const match of text.matchAll(pattern)) {
          const changed = text.slice(0, match.index) + change(match[0]) + text.slice(match.index + match[0].length);
          if (changed !== text) yield { ...files, [name]: changed };
        }
      }
    },
  };
}

/** Two letters in the middle change places. */
function swapped(text: string): string {
  for (let i = Math.floor(text.length / 2); i < text.length; i++)
    if (text[i] !== text[i - 1]) return `${text.slice(0, i - 1)}${text[i]}${text[i - 1]}${text.slice(i + 1)}`;
  return `${text}x`;
}
