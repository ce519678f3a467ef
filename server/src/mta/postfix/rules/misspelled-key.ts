import { insertLineBelow } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import { nearName, nearNames } from '../../../formats/nearName.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { type AddressKey, addressKeys } from './shared/addressKeys.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';

export const misspelledKey: Rule<Postfix> = {
  id: 'postfix/misspelled-key',
  severity: 'warning',
  summary: 'The address of an entry is almost the name that its mailbox or every domain has',
  source: 'RFC 2142, names of mailboxes for roles; asked of Postfix 3.7: 550 5.1.1 for the address that was meant',
  why: `
A letter too many in the address of an entry makes the address that was meant unknown: \`550 5.1.1\`. Two things show it: the path of the
mailbox, which mostly has the same name, and the names that everybody writes to, such as postmaster. Where the address that was meant is
known, the other one is taken as meant too.`,
  examples: [
    {
      title: 'A key beside its mailbox',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- /etc/postfix/vmailbox --
alcie@example.net example.net/alice/
^^^^^ almost alice, and alice@example.net is refused as an unknown user
bob@example.net example.net/bob/
`,
      fixed: `
alcie@example.net example.net/alice/
alice@example.net example.net/alice/
bob@example.net example.net/bob/
`,
    },
    {
      title: 'A name that everybody writes to',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
postamster@example.net root
^^^^^^^^^^ almost postmaster, and postmaster@example.net is refused as an unknown user
`,
    },
    {
      title: 'Names that are like others on purpose, and mailboxes with other names',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
alica@example.net example.net/alica/
bob@example.net example.net/b17/
-- /etc/postfix/virtual --
abuse@example.net bob@example.net
abuser@example.net bob@example.net
`,
    },
  ],

  *check(system) {
    for (const key of addressKeys(system, 'virtual_mailbox_maps')) yield* judge(system, key, mailboxName(key));
    const nearest = nearNames(() => ROLES);
    for (const list of ['virtual_mailbox_maps', 'virtual_alias_maps', 'relay_recipient_maps']) {
      for (const key of addressKeys(system, list)) yield* judge(system, key, ROLES.has(key.local) ? undefined : nearest(key.local));
    }
  },
};

/** Those of RFC 2142 that are long enough to be told from other words, and what mail servers themselves write to. */
const ROLES = new Set(['postmaster', 'hostmaster', 'webmaster', 'mailer-daemon', 'abuse', 'security', 'support', 'sales', 'info']);

function* judge(system: Postfix, key: AddressKey, meant: string | undefined): Generator<Finding> {
  const { local, domain, at } = key;
  if (meant === undefined || meant === local.toLowerCase() || domainClass(system, domain).kind !== 'class') return;
  if (!isRefusedAsUnknown(system, { local: meant, domain })) return;
  const name = { ...at, end: at.start + local.length };
  yield {
    at: name,
    message: `almost ${meant}, and ${meant}@${domain} is refused as an unknown user`,
    fixes: entryFor(`${meant}@${domain}`, key),
  };
}

/** Beside the other one, which somebody may write to by now. */
function entryFor(address: string, { table: { file }, row }: AddressKey): Fix[] {
  if (!file || row === undefined) return [];
  const line = `${address} ${file.rows.rawValue(row)}`;
  return [{ title: `Add an entry for ${address}`, edits: [insertLineBelow(file.text, file.rows.at(row), line)] }];
}

/** The last folder of a mailbox's path, where it is almost the name of the user. */
function mailboxName({ local, domain, table, row }: AddressKey): string | undefined {
  const value = row === undefined ? '' : (table.file?.rows.rawValue(row) ?? '');
  const folders = value.split('/').filter((it) => it !== '' && !/^(Maildir|mail|new|cur)$/i.test(it));
  const last = folders.at(-1)?.toLowerCase().replace(`@${domain}`, '');
  if (last === undefined || last === local.toLowerCase() || !value.includes('/')) return undefined;
  return nearName(local.toLowerCase(), [last]);
}
