import { expect, test } from 'vitest';
import { askPatterns } from '../../../server/src/mta/postfix/patternLookup.ts';
import { pcreTable, regexpTable } from '../../../server/src/mta/postfix/syntax/patternTable.ts';
import asked from './patterns.json' with { type: 'json' };

/** Table, key, and what `postmap -q` of Postfix 3.7.11 says of it in a regexp: and in a pcre: table; null: no such entry. */
const answers = asked as unknown as readonly (readonly [string, string, string | null, string | null])[];

const unknown = 'only Postfix can tell';

for (const [type, format, column] of [
  ['regexp', regexpTable, 2],
  ['pcre', pcreTable, 3],
] as const) {
  const said = (table: string, key: string): string | null => {
    const found = askPatterns(format.parse('t', table), key, 'postmap');
    if (found.kind === 'unreadable' || (found.kind === 'hit' && found.origin.kind === 'unknown')) return unknown;
    return found.kind === 'hit' ? found.value : null;
  };

  test.each(answers)(`${type}: %j asked for %s`, (...row) => {
    const [table, key] = row;
    expect([row[column], unknown]).toContain(said(table, key));
  });

  test(`${type}: what is left to Postfix is rare`, () => {
    const left = new Set(answers.filter(([table, key]) => said(table, key) === unknown).map(([table]) => table));
    expect([...left].join('\n')).toMatchSnapshot();
  });
}
