import type { Rule } from '../../../core/rule.ts';
import { SILENT } from '../../../core/trail.ts';
import { isPerson } from '../../../formats/passwd.ts';
import type { Mailbox } from '../routing/address.ts';
import { written } from '../routing/address.ts';
import { resolve } from '../routing/resolve.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { localDomain } from './shared/localDomain.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';
import { usersOf } from './shared/users.ts';

export const optionHidesRecipients: Rule<Postfix> = {
  id: 'postfix/option-hides-recipients',
  severity: 'warning',
  summary: 'An option of the smtp service takes a list of recipients away from smtpd',
  source:
    'master(5), "-o name=value"; smtpd/smtpd_check.c, check_rcpt_maps(); asked of Postfix 3.7: 550 5.1.1 for those whom main.cf knows',
  why: `
An option in master.cf replaces a parameter for one service. Where it replaces or empties a list of recipients for the smtpd
that takes mail from outside, smtpd refuses people for whom all other programs would deliver, and \`postmap -q\` and
\`sendmail -bv\` show nothing wrong. Such options are meant for a service that takes mail back from a content filter.`,
  examples: [
    {
      title: 'An empty list of virtual aliases',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
  -o virtual_alias_maps=
     ^^^^^^^^^^^^^^^^^^ with this option smtpd does not know info@example.net, so it refuses what main.cf would deliver
`,
    },
    {
      title: 'Users of the machine only, on the service for strangers',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
-- /etc/aliases --
info: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
  -o local_recipient_maps=unix:passwd.byname
     ^^^^^^^^^^^^^^^^^^^^ with this option smtpd does not know info@example.com, so it refuses what main.cf would deliver
`,
    },
    {
      title: 'The service behind a content filter checks nothing again',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
-- master.cf --
smtp      inet  n       -       y       -       -       smtpd
  -o smtpd_client_restrictions=
127.0.0.1:10025 inet n  -       y       -       -       smtpd
  -o local_recipient_maps=
  -o virtual_alias_maps=
  -o relay_recipient_maps=
`,
    },
  ],

  *check(system) {
    const overrides = system.service('smtp', 'inet')?.overrides.filter((it) => LISTS.has(it.name.text)) ?? [];
    const [override] = overrides;
    if (!override) return;
    for (const mailbox of recipients(system)) {
      if (!isRefusedAsUnknown(system, mailbox) || isRefusedAsUnknown(system, mailbox, system.parameters)) continue;
      const blamed = overrides.length === 1 ? override : (overrides.find((it) => concerns(system, it.name.text, mailbox)) ?? override);
      yield {
        at: blamed.name.at,
        message: `with this option smtpd does not know ${written(mailbox)}, so it refuses what main.cf would deliver`,
      };
      return;
    }
  },
};

/** Parameters that smtpd itself asks about a recipient; classes are a matter of trivial-rewrite, which has no options here. */
const LISTS = new Set(['alias_maps', 'local_recipient_maps', 'virtual_alias_maps', 'virtual_mailbox_maps', 'relay_recipient_maps']);
const MOST_ASKED = 50;

/** The first addresses of each list of main.cf, some aliases and some users. */
function* recipients(system: Postfix): Generator<Mailbox> {
  for (const parameter of ['virtual_alias_maps', 'virtual_mailbox_maps', 'relay_recipient_maps']) {
    let left = MOST_ASKED;
    for (const { local, domain } of addressKeys(system, parameter)) if (local !== '' && 0 < left--) yield { local, domain };
  }
  const domain = localDomain(system);
  if (domain === undefined) return;
  for (const { file } of system.mapsOf('alias_maps').tables)
    for (let row = 0; file && row < Math.min(file.rows.count, MOST_ASKED); row++) yield { local: file.rows.key(row), domain };
  const users = usersOf(system);
  for (let row = 0; users && row < Math.min(users.rows.count, MOST_ASKED); row++)
    if (isPerson(users, row)) yield { local: users.rows.key(row), domain };
}

/** Is the list of this class, or the one that all classes share, replaced? */
function concerns(system: Postfix, name: string, mailbox: Mailbox): boolean {
  const resolved = resolve(system, mailbox, SILENT);
  if (resolved.kind !== 'resolved') return false;
  const lists = {
    local: /^(alias_maps|local_)/,
    'virtual-mailbox': /^virtual_mailbox/,
    relay: /^relay_/,
    'virtual-alias': /^virtual_alias/,
    default: /^$/,
  };
  return lists[resolved.class].test(name);
}
