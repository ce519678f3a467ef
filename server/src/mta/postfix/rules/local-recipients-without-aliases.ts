import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { addToList } from './shared/lists.ts';
import { writtenLocalRecipients } from './shared/localDomain.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';

export const localRecipientsWithoutAliases: Rule<Postfix> = {
  id: 'postfix/local-recipients-without-aliases',
  severity: 'warning',
  summary: 'The tables of local recipients do not hold the aliases',
  source: 'LOCAL_RECIPIENT_README; local_recipient_maps is built in as proxy:unix:passwd.byname $alias_maps; asked of Postfix 3.7',
  why: `
smtpd looks for local recipients in local_recipient_maps and nowhere else. Where somebody writes it without $alias_maps,
every alias gets \`550 5.1.1 User unknown in local recipient table\`, although local(8) would deliver to it.`,
  examples: [
    {
      title: 'Users only',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = proxy:unix:passwd.byname
                       ^^^^^^^^^^^^^^^^^^^^^^^^ this list leaves out alias_maps, so the alias info is refused as an unknown user
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
-- /etc/aliases --
postmaster: alice
info: alice
^^^^ also: refused as an unknown user
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = proxy:unix:passwd.byname, $alias_maps
`,
    },
    {
      title: 'Users and aliases, under another name too',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
local_recipient_maps = unix:passwd.byname hash:/etc/aliases
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
-- /etc/aliases --
info: alice
`,
    },
    {
      title: 'An empty list takes everybody, and a directory may hold the aliases',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = ldap:/etc/postfix/people.cf
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
-- /etc/aliases --
info: alice
`,
    },
  ],

  *check(system) {
    const written = writtenLocalRecipients(system);
    if (!written) return;
    for (const { file } of system.mapsOf('alias_maps').tables) {
      const rows = file?.rows;
      for (let row = 0; rows && row < Math.min(rows.count, MOST_ASKED); row++) {
        const local = rows.key(row);
        if (!isRefusedAsUnknown(system, { local, domain: written.domain })) continue;
        yield {
          at: written.at,
          message: `this list leaves out alias_maps, so the alias ${local} is refused as an unknown user`,
          related: [{ at: rows.keyAt(row), message: 'refused as an unknown user' }],
          fixes: [addToList(system, 'local_recipient_maps', '$alias_maps', 'alias_maps')],
        };
        return;
      }
    }
  },
};

/** The list holds all aliases or hardly any. */
const MOST_ASKED = 200;
