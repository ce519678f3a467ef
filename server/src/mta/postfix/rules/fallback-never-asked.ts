import type { Fix, Rule } from '../../../core/rule.ts';
import { isPerson } from '../../../formats/passwd.ts';
import { deliveriesOf } from '../routing/index.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { localDomain } from './shared/localDomain.ts';
import { isRefusedAsUnknown, NOBODY } from './shared/refused.ts';
import { removeParameter, setParameter } from './shared/setting.ts';
import { usersOf } from './shared/users.ts';

export const fallbackNeverAsked: Rule<Postfix> = {
  id: 'postfix/fallback-never-asked',
  severity: 'warning',
  summary: 'Mail for unknown local users has somewhere to go, but smtpd refuses it before',
  source:
    'LOCAL_RECIPIENT_README; postconf(5), luser_relay, fallback_transport, mailbox_transport; asked of Postfix 3.7: 550 5.1.1 at RCPT',
  why: `
luser_relay and fallback_transport are parameters of local(8), which sees a message only once smtpd has taken it. smtpd
asks local_recipient_maps, built in as the users and aliases of this host, and answers \`550 5.1.1 User unknown in local
recipient table\`. What they catch is mail from this host itself and from aliases. The same goes for mailbox_transport
where the mailboxes have no account: that is said where nobody has one, and as information.

Postfix documents an empty local_recipient_maps for this. It accepts every name, so each message that the other side does
not want bounces to a sender who may be forged; a table of the users that exist has no such cost.`,
  examples: [
    {
      title: 'A catch-all for unknown users',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
luser_relay = alice
              ^^^^^ local_recipient_maps has no unknown users, so they are refused before luser_relay is asked
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
luser_relay = alice
local_recipient_maps =
`,
    },
    {
      title: 'Another server that knows the other users',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = proxy:unix:passwd.byname $alias_maps
fallback_transport = smtp:[mail.example.net]
                     ^^^^^^^^^^^^^^^^^^^^^^^ local_recipient_maps has no unknown users, so they are refused before fallback_transport is asked
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'Mailboxes of another program, and nobody with an account',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mailbox_transport = lmtp:unix:/run/cyrus/socket/lmtp
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ local_recipient_maps has the accounts of this host only, so users without one are refused before mailbox_transport is asked
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
cyrus:x:108:8::/var/spool/cyrus:/usr/sbin/nologin
`,
    },
    {
      title: 'A catch-all that is asked, and mailboxes of users with an account',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps =
luser_relay = alice
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'Mailboxes of users with an account',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mailbox_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const { parameters } = system;
    const domain = localDomain(system);
    if (domain === undefined || isTemplate(system.mainCf.text)) return;
    const nobody = { local: NOBODY, domain };
    if (!isRefusedAsUnknown(system, nobody) || deliveriesOf(system, nobody).some((it) => it.outcome === 'bounced')) return;
    for (const name of ['mailbox_transport', 'fallback_transport', 'luser_relay']) {
      const at = parameters.assignment(name)?.valueAt;
      if (!at || parameters.text(name) === '') continue;
      const isMailbox = name === 'mailbox_transport';
      if (isMailbox && !hasNobody(system)) return;
      yield {
        at,
        ...(isMailbox && { severity: 'info' as const }),
        message: isMailbox
          ? 'local_recipient_maps has the accounts of this host only, so users without one are refused before mailbox_transport is asked'
          : `local_recipient_maps has no unknown users, so they are refused before ${name} is asked`,
        fixes: fixesOf(system, name, isMailbox),
      };
      // Whatever comes behind is never asked by local(8) either.
      return;
    }
  },
};

/** True where the files tell who has an account, and no person has. */
function hasNobody(system: Postfix): boolean {
  const users = usersOf(system);
  if (!users) return false;
  for (let row = 0; row < users.rows.count; row++) if (isPerson(users, row)) return false;
  return true;
}

function fixesOf(system: Postfix, name: string, isMailbox: boolean): Fix[] {
  return [
    {
      title: 'Empty local_recipient_maps, so that every name is accepted',
      edits: [setParameter(system, 'local_recipient_maps', '', name)],
    },
    ...(isMailbox ? [] : removeParameter(system, name)),
  ];
}
