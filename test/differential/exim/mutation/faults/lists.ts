import { each, type Fault, inConfiguration, swapped } from './fault.ts';

/** Mistakes in lists of domains and of local parts, and in the main options. */
export const listFaults: readonly Fault[] = [
  each('a domain that is gone from a list', inConfiguration, /(?<=^domainlist \w+ = .*) [:;] [A-Za-z_.]+/gm, () => '', {
    mayVanish: 'nothing names the domain any more',
  }),
  each('a typo in a domain', inConfiguration, /(?<=^(?:domainlist \w+| {2}domains|\w+DOMAINS?) = .*)\b[a-z]+(?=\.[a-z]+)/gm, swapped, {
    mayVanish: 'nothing names the domain any more',
  }),
  each('commas between the items of a list', inConfiguration, /(?<=^domainlist \w+ = .*[a-z@]) : (?=[a-z]+\.)/gm, () => ', '),
  each('a separator that got lost', inConfiguration, /(?<=^(?:domainlist \w+| *domains|[A-Z_]+) = .*\S) [:;] (?=\S)/gm, () => ' '),
  each('a typo in the name of a list', inConfiguration, /(?<=\+)\w+_domains\b/g, swapped),
  each('a hyphen in the name of a list', inConfiguration, /(?<=\+)\w+_domains\b/g, (it) => it.replace('_', '-')),
  each('a plus that got lost', inConfiguration, /\+(?=\w+_(?:domains|names)\b)/g, () => ''),
  each('a typo in a local part', inConfiguration, /(?<=^ {2}local_parts = (?:\S+ : )?)[a-z]{4,}(?=$| :)/gm, swapped, {
    mayVanish: 'nothing names it any more',
  }),
  each('a negation too many', inConfiguration, /(?<=^ +(?:accept|require|deny)? *(?:domains|local_parts) *= *)(?=[+@*a-z])/gm, () => '! '),
  each('a negation that got lost', inConfiguration, /! ?(?=domains|\+\w+_domains)/g, () => ''),
  each('another domain for bare names', inConfiguration, /(?<=^qualify_domain = ).*$/gm, () => 'example.edu'),
  each('another name of the host', inConfiguration, /(?<=^primary_hostname = ).*$/gm, () => 'mx9.example.edu', {
    isMeant: 'a host may be called otherwise for its mail',
  }),
  each('a comment behind a list', inConfiguration, /(?<=^domainlist .*[a-z])$/gm, () => ' # ours'),
  each('a backslash that got lost', inConfiguration, / *\\(?=\n)/g, () => ''),
  each('a macro with a new name in one place', inConfiguration, /^[A-Z][A-Z_]+(?= =)/gm, (it) => `NEW_${it}`),
  each('a typo in an included file', inConfiguration, /(?<=^\.include \/etc\/exim4\/)\w+/gm, swapped),
  each('a condition that was never closed', inConfiguration, /^\.endif\n/gm, () => ''),
  each('a condition for another macro', inConfiguration, /(?<=^\.ifn?def )[A-Z]\w+/gm, (it) => `${it}S`),
  each('a section with a typo', inConfiguration, /(?<=^begin )\w+/gm, swapped),
  each('a mark of UTF-8 before the configuration', inConfiguration, /^(?=[\s\S])/g, () => '\ufeff'),
  each('line ends of another system in the configuration', inConfiguration, /^[\s\S]+$/g, (it) => it.replaceAll('\n', '\r\n')),
];
