import type { Finding, Rule } from '../../../core/rule.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import type { OpenTable } from '../tables.ts';
import { tableTypes } from '../vocabulary/index.ts';
import { addToList } from './shared/lists.ts';
import { localDomain } from './shared/localDomain.ts';
import { type Lost, lostRecipients } from './shared/lostRecipients.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';
import { transportEntryOf } from './shared/transportTable.ts';

export const aliasFileNeverAsked: Rule<Postfix> = {
  id: 'postfix/alias-file-never-asked',
  severity: 'warning',
  summary: 'A file of aliases is compiled and not asked, or asked and not compiled',
  source: 'postconf(5), alias_database and alias_maps; newaliases(1); asked of Postfix 3.7: newaliases compiles it, RCPT says 550 5.1.1',
  why: `
alias_maps says which tables local(8) asks, alias_database which files newaliases(1) compiles. A file that stands in
alias_database alone looks alive: newaliases reads it without a complaint, and every alias in it gets \`550 5.1.1 User
unknown in local recipient table\`. The other way round, newaliases leaves a file as it is, and what is new in it is unknown
until somebody runs postalias: that is a hint, as programs such as Mailman compile files of their own.`,
  examples: [
    {
      title: 'A second file that only newaliases knows',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
             ^^^^^^^^^^^^^^^^^ alias_maps does not name /etc/aliases-lists, so the alias crew is refused as an unknown user
alias_database = hash:/etc/aliases, hash:/etc/aliases-lists
-- /etc/aliases --
postmaster: root
-- /etc/aliases-lists --
crew: root
^^^^ also: nobody asks for this
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases, hash:/etc/aliases-lists
alias_database = hash:/etc/aliases, hash:/etc/aliases-lists
`,
    },
    {
      title: 'A file that newaliases leaves out',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/postfix/aliases
             ^^^^^^^^^^^^^^^^^^^^^^^^^ alias_database does not name this file, so newaliases leaves it as it was compiled before
-- /etc/aliases --
postmaster: root
-- /etc/postfix/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/postfix/aliases
alias_database = hash:/etc/postfix/aliases
`,
    },
    {
      title: 'One file for both, a table that needs no compiling, and aliases that are in the other file too',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases, texthash:/etc/postfix/more
alias_database = hash:/etc/aliases, hash:/etc/aliases.old
-- /etc/aliases --
postmaster: root
-- /etc/aliases.old --
postmaster: nobody
-- /etc/postfix/more --
crew root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
  ],

  *check(system) {
    if (isTemplate(system.mainCf.text)) return;
    const maps = system.mapsOf('alias_maps').tables;
    const database = system.mapsOf('alias_database').tables;
    for (const table of database) if (!names(maps, table)) yield* neverAsked(system, table);
    // A transport table among the aliases is a finding of its own.
    for (const table of maps)
      if (!names(database, table) && !(table.file && transportEntryOf(system, table.file))) yield* neverCompiled(system, table);
  },
};

function names(tables: readonly OpenTable[], { ref }: OpenTable): boolean {
  return tables.some((it) => it.ref.name === ref.name);
}

/** Its aliases that are refused for it. */
function* neverAsked(system: Postfix, { ref, file }: OpenTable): Generator<Finding> {
  const domain = localDomain(system);
  if (!ref.item.at || !file || domain === undefined) return;
  const lost: Lost[] = [];
  for (let row = 0; row < Math.min(file.rows.count, MOST_ASKED); row++) {
    const alias = file.rows.key(row);
    if (isRefusedAsUnknown(system, { local: alias, domain })) lost.push({ who: `the alias ${alias}`, at: file.rows.keyAt(row) });
  }
  yield* lostRecipients(system, 'alias_maps', { path: ref.name, spec: ref.spec }, lost);
}

const MOST_ASKED = 20;

function* neverCompiled(system: Postfix, { ref, file }: OpenTable): Generator<Finding> {
  if (!ref.item.at || !file || tableTypes.get(ref.type)?.kind !== 'indexed') return;
  yield {
    at: ref.item.at,
    severity: 'hint',
    message: 'alias_database does not name this file, so newaliases leaves it as it was compiled before',
    fixes: [addToList(system, 'alias_database', ref.spec, 'alias_maps')],
  };
}
