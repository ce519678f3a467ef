import { each, type Fault, inConfiguration, swapped, swappedNeighbors } from './fault.ts';

/** Mistakes in routers and transports. */
export const routerFaults: readonly Fault[] = [
  swappedNeighbors('routers in another order', 'routers', /^(?=\w+:\s*$)/m),
  each('a search that ends too early', inConfiguration, /(?<=driver = redirect\n(?: {2}domains.*\n)?)/g, () => '  no_more\n'),
  each('a search that no longer ends', inConfiguration, /^ +no_more\n/gm, () => ''),
  each(
    'a router that takes all',
    inConfiguration,
    /(?<=begin routers\n)/g,
    () => 'all:\n  driver = redirect\n  data = :fail: closed\n  allow_fail\n  no_more\n',
  ),
  each('a router that was taken out', inConfiguration, /(?<=\n)\w+:\s*\n {2}driver = (?:accept|redirect)\n(?:[ #.].*\n)*/g, () => '', {
    mayVanish: 'nothing names whom it had',
  }),
  each(
    'a router for those who have a macro',
    inConfiguration,
    /^\w+:\s*\n {2}driver = (?:accept|redirect)\n(?:[ #].*\n)*/gm,
    (it) => `.ifdef WITH_IT\n${it}.endif\n`,
    {
      mayVanish: 'nothing names whom it had',
    },
  ),
  each('a typo in the name of an option', inConfiguration, /(?<=^ {2})(check_local_user|cannot_route_message|transport)\b/gm, swapped),
  each('hyphens in the name of an option', inConfiguration, /(?<=^ {2})[a-z]+_\w+(?=$| =)/gm, (it) => it.replaceAll('_', '-')),
  each('a typo in the name of a transport', inConfiguration, /(?<= transport = )\w+/g, swapped),
  each('a typo in the name of a driver', inConfiguration, /(?<= driver = )\w+/g, swapped),
  each('a transport that was taken out', inConfiguration, /(?<=begin transports\n(?:[\s\S]*\n)?)\w+:\s*\n(?:[ #.].*\n)+/g, () => ''),
  each('a router without its transport', inConfiguration, /^ {2}transport = .*\n/gm, () => ''),
  each('an option that stands twice', inConfiguration, /^ {2}(?:domains|data|transport) = .*\n/gm, (it) => it + it),
  each('an equals sign that got lost', inConfiguration, /(?<=^ {2}(?:data|transport|driver)) =/gm, () => ''),
  each('a colon that got lost behind a name', inConfiguration, /(?<=^\w+):(?=\s*\n {2}driver)/gm, () => ''),
  each('a file for data', inConfiguration, /^ {2}data(?= = )/gm, () => '  file'),
  each('accounts that are not verified', inConfiguration, /(?<=driver = accept\n)/g, () => '  no_verify\n'),
  each('letter case that counts', inConfiguration, /(?<=check_local_user\n)/g, () => '  caseful_local_part\n'),
  each(
    'accounts for virtual users',
    inConfiguration,
    /(?<=driver = accept\n)(?=(?! +check_local_user)(?: .*\n)* +local_parts)/g,
    () => '  check_local_user\n',
  ),
  each('a check of accounts that got lost', inConfiguration, /^ {2}check_local_user\n/gm, () => ''),
  each(
    'a suffix that one router forgot',
    inConfiguration,
    /(?<=check_local_user\n) {2}local_part_suffix = .*\n {2}local_part_suffix_optional\n(?= {2}transport)/g,
    () => '',
  ),
  each('a suffix that everybody needs', inConfiguration, /^ {2}local_part_suffix_optional\n/gm, () => ''),
  each('refusals that are not allowed', inConfiguration, /^ {2}allow_fail\n/gm, () => ''),
  each('a path of what the sender wrote', inConfiguration, /\$(?:local_part|domain)_data(?!\/?\.\w)/g, (it) => it.replace('_data', '')),
  each('a user who is not there', inConfiguration, /^ {2}user = (?!\$).*$/gm, () => '  user = vmail-new'),
  each('a group that is not there', inConfiguration, /^ {2}group = (?!\$).*$/gm, () => '  group = vmail-new'),
  each(
    'a file that has to be there',
    inConfiguration,
    /(?<=driver = redirect\n)(?! {2}(?:file|check|require))/g,
    () => '  require_files = /etc/exim4/with-aliases\n',
  ),
  each('a typo in a file that has to be there', inConfiguration, /(?<=require_files = [!+]?\/)[\w/]+/g, swapped),
];
