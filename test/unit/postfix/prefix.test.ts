import { expect, test } from 'vitest';
import { openSite } from './site.ts';

// Taken from real files: a folder of tables, or a type with the beginning of a path, as a parameter of one's own.
test.each([
  ['tables = hash:/etc/postfix/tables\nvirtual_alias_maps = $tables/virtual', ['hash:/etc/postfix/tables/virtual']],
  ['sql = hash:/etc/postfix/\nvirtual_alias_maps = ${sql}virtual', ['hash:/etc/postfix/virtual']],
  ['shared = hash:/etc/postfix/virtual\nvirtual_alias_maps = $shared', ['hash:/etc/postfix/virtual', 'hash:/etc/postfix/virtual']],
])('%s', (lines, expected) => {
  const system = openSite(`\n-- /etc/postfix/main.cf --\ncompatibility_level = 3.6\n${lines}\n`);
  expect(system.tables.map((it) => it.name)).toEqual(expected);
});
