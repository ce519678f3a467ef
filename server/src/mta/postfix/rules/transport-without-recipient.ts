import type { Fix, Rule } from '../../../core/rule.ts';
import { type DomainClass, domainClass } from '../routing/class.ts';
import { splitTransport } from '../routing/resolve.ts';
import type { Postfix } from '../system.ts';
import { type AddressKey, addressKeys } from './shared/addressKeys.ts';
import { newEntry } from './shared/newEntry.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';

export const transportWithoutRecipient: Rule<Postfix> = {
  id: 'postfix/transport-without-recipient',
  severity: 'warning',
  summary: 'An address has a transport and is in no table of recipients',
  source: 'smtpd/smtpd_check.c, check_rcpt_maps(); transport(5); asked of Postfix 3.7',
  why: `
transport_maps say where a message goes, not who exists. In a domain with a table of recipients smtpd looks only there,
and answers \`550 5.1.1 User unknown in relay recipient table\` to an address that has a transport and no entry. The same
goes for virtual_mailbox_maps and local_recipient_maps. In a virtual alias domain transports are not asked for at all: its
addresses have an alias, or do not exist. Entries that go to error:, retry: or discard: are left alone.`,
  examples: [
    {
      title: 'One address of a relayed domain',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/relay_recipients --
alice@example.net OK
-- /etc/postfix/transport --
example.net smtp:[mx.example.net]
list@example.net smtp:[lists.example.net]
^^^^^^^^^^^^^^^^ list@example.net has a transport and no entry in relay_recipient_maps, so it is refused as an unknown user
`,
      fixed: `
alice@example.net OK
list@example.net OK
`,
    },
    {
      title: 'An address of a virtual mailbox domain',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
-- /etc/postfix/transport --
moved@example.net smtp:[mx.example.org]
^^^^^^^^^^^^^^^^^ moved@example.net has a transport and no entry in virtual_mailbox_maps, so it is refused as an unknown user
`,
    },
    {
      title: 'A mailing list in a virtual alias domain',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = lists.example.net
virtual_alias_maps = hash:/etc/postfix/virtual
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/virtual --
info@lists.example.net root
-- /etc/postfix/transport --
crew@lists.example.net lmtp:[127.0.0.1]:8024
^^^^^^^^^^^^^^^^^^^^^^ crew@lists.example.net has a transport and no entry in virtual_alias_maps, so it is refused as an unknown user
`,
    },
    {
      title: 'Addresses with an entry, an alias, a domain without a table, or a transport that refuses',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains =
virtual_alias_maps = hash:/etc/postfix/virtual
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/relay_recipients --
list@example.net OK
-- /etc/postfix/virtual --
info@example.net list@example.net
-- /etc/postfix/transport --
list@example.net smtp:[lists.example.net]
info@example.net smtp:[lists.example.net]
gone@example.net error:5.1.6 moved away
anybody@example.org smtp:[mx.example.org]
`,
    },
  ],

  *check(system) {
    const classes = new Map<string, DomainClass>();
    for (const key of addressKeys(system, 'transport_maps')) {
      if (key.local === '' || isRefusal(key)) continue;
      let found = classes.get(key.domain);
      if (!found) classes.set(key.domain, (found = domainClass(system, key.domain)));
      const maps = found.kind === 'class' ? RECIPIENTS[found.class] : undefined;
      if (maps === undefined || hasEntry(system, maps, key) || !isRefusedAsUnknown(system, key)) continue;
      yield {
        at: key.at,
        message: `${key.key} has a transport and no entry in ${maps}, so it is refused as an unknown user`,
        fixes: entry(system, maps, key.key),
      };
    }
  },
};

const RECIPIENTS = {
  local: 'local_recipient_maps',
  'virtual-alias': 'virtual_alias_maps',
  'virtual-mailbox': 'virtual_mailbox_maps',
  relay: 'relay_recipient_maps',
} as const;

/** Most have one, and the whole question takes longer. */
function hasEntry(system: Postfix, maps: string, { key }: AddressKey): boolean {
  return system.mapsOf(maps, system.smtpd).tables.some((it) => it.lookup(key, 'whole').kind === 'hit');
}

function isRefusal({ table, row, key }: AddressKey): boolean {
  const found = table.lookup(key, 'whole');
  const value = row === undefined ? (found.kind === 'hit' ? found.value : '') : (table.file?.rows.rawValue(row) ?? '');
  return /^(error|retry|discard)$/.test(splitTransport(value).transport);
}

/** A line in the one table of recipients, where its value does not matter. */
function entry(system: Postfix, maps: string, key: string): Fix[] {
  // Nothing is delivered in a virtual alias domain, so only an alias to another domain would help.
  if (maps === 'virtual_alias_maps') return [];
  const needsMailbox =
    maps === 'virtual_mailbox_maps' && splitTransport(system.parameters.text('virtual_transport')).transport === 'virtual';
  // An entry that maps to itself makes the address known in every class, and transport_maps still decides where it goes.
  if (maps === 'local_recipient_maps' || needsMailbox) return newEntry(system, 'virtual_alias_maps', key, key);
  return newEntry(system, maps, key, 'OK');
}
