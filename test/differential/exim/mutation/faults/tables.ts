import { each, type Fault, inAliases, inTables, inUsers, swapped } from './fault.ts';

const gone = 'nothing names it any more';

/** Mistakes in aliases, in other tables and among the accounts. */
export const tableFaults: readonly Fault[] = [
  each('a typo in the target of an alias', inAliases, /(?<=[:,] *)([a-z]{3,})(?=[@,\n])/g, swapped),
  each('a typo in the domain of a target', inAliases, /(?<=[:,] *[a-z]+@)[a-z.]+/g, swapped),
  each('a typo in a key', inTables, /^[a-z]{3,}(?=[@:])/gm, swapped, { mayVanish: gone }),
  each('an entry that was deleted', inTables, /^[a-z@.]+:.*\n/gm, () => '', { mayVanish: gone }),
  each('an account that was deleted', inUsers, /^[a-z-]+:x:10\d\d:.*\n/gm, () => '', { mayVanish: gone }),
  each('an address for a name, or a name for an address', inAliases, /^([a-z]+)(@[a-z.]+)?(?=:)/gm, (it) =>
    it.includes('@') ? it.replace(/@.*/, '') : `${it}@example.com`,
  ),
  each('an alias that leads nowhere', inAliases, /(?<=^[a-z@.]+: ?)\S.*$/gm, () => ''),
  each('an old entry above the new one', inAliases, /^[a-z@.]+:.*\n/gm, (it) => `${it.replace(/:.*/, ': somebody-who-left')}${it}`),
  each('an entry that refuses', inAliases, /(?<=^[a-z@.]+: ?)[^:\s].*$/gm, () => ':fail: this person has left', {
    isMeant: 'who writes :fail: wants it',
  }),
  each('a word that refuses in capital letters', inAliases, /:fail:/g, () => ':FAIL:'),
  each('an entry that moved to the right', inAliases, /(?<=\n)[a-z@.]+:.*\n/g, (it) => `  ${it}`),
  each('an equals sign in an alias', inAliases, /(?<=^[a-z@.]+):/gm, () => ' ='),
  each('an entry that was commented out', inTables, /^[a-z@.]+:.*\n/gm, (it) => `#${it}`, {
    mayVanish: 'who comments an entry out wants it gone',
  }),
  each('line ends of another system in a table', inTables, /^[\s\S]+$/g, (it) => it.replaceAll('\n', '\r\n')),
  each('a mark of UTF-8 before a table', inTables, /^(?=[a-z])/g, () => '\ufeff'),
];
