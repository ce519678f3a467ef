import type { Rule } from '../../../core/rule.ts';
import { isPerson, passwd } from '../../../formats/passwd.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { splitTransport } from '../routing/resolve.ts';
import type { Postfix } from '../system.ts';
import { addToList } from './shared/lists.ts';
import { writtenLocalRecipients } from './shared/localDomain.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';

export const localRecipientsWithoutUsers: Rule<Postfix> = {
  id: 'postfix/local-recipients-without-users',
  severity: 'warning',
  summary: 'The tables of local recipients do not hold the users of the system',
  source: 'LOCAL_RECIPIENT_README; local_recipient_maps is built in as proxy:unix:passwd.byname $alias_maps; asked of Postfix 3.7',
  why: `
smtpd looks for local recipients in local_recipient_maps and nowhere else. Where somebody writes it without
unix:passwd.byname, every user who has no alias gets \`550 5.1.1 User unknown in local recipient table\`. Where only aliases
are meant to get mail, allow the rule on that line.`,
  examples: [
    {
      title: 'Aliases only',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = $alias_maps
                       ^^^^^^^^^^^ this list leaves out the users of the system, so alice is refused as an unknown user
-- /etc/passwd --
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
alice:x:1000:1000::/home/alice:/bin/sh
^^^^^ also: refused as an unknown user
-- /etc/aliases --
info: alice
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = $alias_maps, proxy:unix:passwd.byname
`,
    },
    {
      title: 'Users in a table of their own, and programs that have a user',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = hash:/etc/postfix/local_recipients $alias_maps
-- /etc/passwd --
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
alice:x:1000:1000::/home/alice:/bin/sh
-- /etc/postfix/local_recipients --
alice OK
`,
    },
    {
      title: 'Mailboxes that somebody else keeps',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mailbox_transport = lmtp:unix:private/lmtp
local_recipient_maps = hash:/etc/postfix/mailboxes
alias_maps =
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
-- /etc/postfix/mailboxes --
bob OK
`,
    },
  ],

  *check(system) {
    const written = writtenLocalRecipients(system);
    if (!written || !deliversToUsers(system)) return;
    const seen = system.mention({ path: '/etc/passwd', format: passwd });
    if (seen.kind !== 'file') return;
    const users = seen.file as TableFile;
    const { rows } = users;
    for (let row = 0; row < Math.min(rows.count, MOST_ASKED); row++) {
      const local = rows.key(row);
      if (!isPerson(users, row) || !isRefusedAsUnknown(system, { local, domain: written.domain })) continue;
      yield {
        at: written.at,
        message: `this list leaves out the users of the system, so ${local} is refused as an unknown user`,
        related: [{ at: rows.keyAt(row), message: 'refused as an unknown user' }],
        fixes: [addToList(system, 'local_recipient_maps', 'proxy:unix:passwd.byname', 'alias_maps')],
      };
      return;
    }
  },
};

const MOST_ASKED = 1000;

/** local(8) itself delivers to the users of the system. */
function deliversToUsers({ parameters }: Postfix): boolean {
  const isLocal = splitTransport(parameters.text('local_transport')).transport === 'local';
  return isLocal && ['mailbox_transport', 'mailbox_transport_maps'].every((it) => parameters.text(it) === '');
}
