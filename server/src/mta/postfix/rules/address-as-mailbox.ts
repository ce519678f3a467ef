import type { Rule } from '../../../core/rule.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';

export const addressAsMailbox: Rule<Postfix> = {
  id: 'postfix/address-as-mailbox',
  severity: 'warning',
  summary: 'A mailbox is given as the address of somebody else',
  source: 'postconf(5), virtual_mailbox_maps: the right side is a path or, for other agents than virtual(8), ignored; asked of Postfix 3.7',
  why: `
The right side of virtual_mailbox_maps is a path below virtual_mailbox_base, and agents other than virtual(8) do not look at it. An address there
forwards nothing: the mail goes into a file of that name, or the mailbox server is asked for the address on the left and answers
\`550 5.1.1\`. Forwarding is for virtual_alias_maps.`,
  examples: [
    {
      title: 'An alias in the table of mailboxes',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
sales@example.net alice@example.net
^^^^^^^^^^^^^^^^^ virtual_mailbox_maps forwards nothing, so mail for sales@example.net does not come to alice@example.net
`,
    },
    {
      title: 'Paths, the own address, and words without a meaning',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
bob@example.net bob@example.net
carol@example.net OK
dave@example.net dave@example.net/Maildir/
`,
    },
  ],

  *check(system) {
    for (const { key, local, domain, at, table, row } of addressKeys(system, 'virtual_mailbox_maps')) {
      const value = row === undefined ? '' : (table.file?.rows.rawValue(row).trim() ?? '');
      const [, other] = /^[^\s@/]+@([\w-]+(?:\.[\w-]+)+)$/.exec(value) ?? [];
      if (other === undefined || value.toLowerCase() === key.toLowerCase()) continue;
      // A catch-all for one mailbox, and folders that are named after the main address.
      const found = domainClass(system, domain);
      if (local === '' || found.kind !== 'class' || found.class !== 'virtual-mailbox') continue;
      yield { at, message: `virtual_mailbox_maps forwards nothing, so mail for ${key} does not come to ${value}` };
    }
  },
};
