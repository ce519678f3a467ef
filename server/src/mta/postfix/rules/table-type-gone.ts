import { replaceWord } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { TableUse } from '../../../core/system.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { hasReached } from '../vocabulary/versions.ts';

export const tableTypeGone: Rule<Postfix> = {
  id: 'postfix/table-type-gone',
  severity: 'info',
  summary: 'A table of the type hash or btree, where Postfix may be built without Berkeley DB',
  source: 'NON_BERKELEYDB_README of Postfix 3.11: "Berkeley DB support for \'hash:…\' is not available for this build"',
  why: `
Distributions drop Berkeley DB. A Postfix without it opens no hash: and no btree: table: everybody gets
\`451 4.3.0 Temporary lookup failure\`. The types to change to are lmdb: and, for tables that are only read, cdb:. This is
told where default_database_type says that the host has left Berkeley DB already, and where
postmaster.target.postfixVersion is 3.11 or later, the release that brought help for the move. With
\`non_bdb_migration_level = enable-redirect\` Postfix opens the other table by itself.`,
  examples: [
    {
      title: 'A host that makes lmdb tables by default',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
default_database_type = lmdb
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
                     ^^^^^^^^^^^^^^^^^^^^^^^^^ a Postfix without Berkeley DB cannot open hash:, so whatever needs this table is put off there
alias_maps = $default_database_type:/etc/aliases
alias_database = $alias_maps
-- virtual --
info@example.org alice
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
default_database_type = lmdb
virtual_alias_domains = example.org
virtual_alias_maps = lmdb:/etc/postfix/virtual
alias_maps = $default_database_type:/etc/aliases
alias_database = $alias_maps
`,
    },
    {
      title: 'The usual type, and one that Postfix redirects',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
default_database_type = lmdb
non_bdb_migration_level = enable-redirect
alias_maps = hash:/etc/aliases
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const { mainCf, parameters, target } = system;
    if (isTemplate(mainCf.text) || /^enable-/.test(parameters.text('non_bdb_migration_level'))) return;
    const type = parameters.assignment('default_database_type') ? parameters.text('default_database_type') : '';
    const isLeft = type === 'lmdb' || type === 'cdb';
    if (!isLeft && !(target !== undefined && hasReached(target, '3.11'))) return;
    const told = new Set<string>();
    for (const use of system.tables) {
      const place = `${use.at.file} ${use.at.start} ${use.at.end}`;
      if (!/^(hash|btree)$/.test(use.type) || told.has(place)) continue;
      told.add(place);
      yield {
        at: use.at,
        message: `a Postfix without Berkeley DB cannot open ${use.type}:, so whatever needs this table is put off there`,
        fixes: changed(system, use, use.type === 'hash' && isLeft ? type : 'lmdb'),
      };
    }
  },
};

/** Only where the type itself stands there, and no variable. */
function changed(system: Postfix, { at, type, path, build }: TableUse, now: string): Fix[] {
  const offset = system.textOf(at.file).slice(at.start, at.end).indexOf(`${type}:${path}`);
  if (offset < 0 || path === undefined) return [];
  const start = at.start + offset;
  const tool = build === 'newaliases' || build?.startsWith('postalias') ? 'postalias' : 'postmap';
  const edits = [replaceWord({ ...at, start, end: start + type.length }, now)];
  return [{ title: `Change it to ${now}`, edits, ...(build === undefined ? {} : { command: `${tool} ${now}:${path}` }) }];
}
