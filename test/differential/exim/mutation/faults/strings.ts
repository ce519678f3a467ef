import { each, type Fault, inConfiguration, inTables, swapped } from './fault.ts';

/** Mistakes in strings, in lookups and in the names of files. */
export const stringFaults: readonly Fault[] = [
  each('a typo in the path of a table', inConfiguration, /(?<=(?:lsearch|dsearch)[\w*@,=]*[{;]\/etc\/)[a-z0-9/_]+/g, swapped),
  { ...movedFiles(), kind: 'a file that was moved' },
  each('a typo in the name of a variable', inConfiguration, /(?<=lookup\{\$)local_part/g, () => 'local_prt'),
  each('a brace that got lost', inConfiguration, /\}\}\n/g, () => '}\n'),
  each('a brace that got lost in front', inConfiguration, /\{(?=\$(?:local_part|domain|value))/g, () => ''),
  each('a brace too many', inConfiguration, /\}(?=\n)/g, () => '}}'),
  each('a type of lookup that is not there', inConfiguration, /\blsearch(?=[*@]*\{)/g, () => 'lserach'),
  each('a lookup of another type', inConfiguration, /\b(?:nwild|wild)?lsearch(?:\*@?)?(?=[{;])/g, (it) =>
    it === 'lsearch' ? 'dsearch' : 'lsearch',
  ),
  each('a lookup that was never compiled', inConfiguration, /\blsearch(?=[{;])/g, () => 'dbm'),
  each('a condition upside down', inConfiguration, /(?<=\$\{if ?)(?:!|(?=[a-z]))/g, (it) => (it === '!' ? '' : '!')),
  each('answers that changed places', inConfiguration, /\{(yes|no|true|false)\}\{(yes|no|true|false)\}/g, (it) =>
    it.replace(/(\{\w+\})(\{\w+\})/, '$2$1'),
  ),
  each('a name where an address is asked for', inConfiguration, /\$local_part@\$domain(?=\}lsearch)/g, () => '$local_part'),
  each('an address where a name is asked for', inConfiguration, /(?<=lookup\{)\$local_part(?=\}lsearch)/g, () => '$local_part@$domain'),
  each('a dollar that got lost', inConfiguration, /\$(?=local_part|domain|\{lookup)/g, () => ''),
  each('letters of a typographer', inConfiguration, /"(?=\S)/g, () => '\u201c'),
];

/** The tables are in another folder, and the configuration does not know it. */
function movedFiles(): Omit<Fault, 'kind'> {
  return {
    *apply(files) {
      for (const [name, text] of Object.entries(files)) {
        if (!inTables(name) || /^\/(home|etc\/group)/.test(name)) continue;
        const others = Object.fromEntries(Object.entries(files).filter(([it]) => it !== name));
        yield { ...others, [name.replace(/\/([^/]+)$/, '/old/$1')]: text };
      }
    },
  };
}
