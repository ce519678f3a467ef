import type { Rule } from '../../../core/rule.ts';
import { isHostname } from '../routing/address.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { addressKeys, firstByDomain } from './shared/addressKeys.ts';
import { addToList } from './shared/lists.ts';
import { isClosedToStrangers } from './shared/refused.ts';

export const domainInNoClass: Rule<Postfix> = {
  id: 'postfix/domain-in-no-class',
  severity: 'warning',
  summary: 'A table has recipients in a domain that no list of this host holds',
  source: 'ADDRESS_CLASS_README; trivial-rewrite/resolve.c, resolve_addr(); asked of Postfix 3.7',
  why: `
Postfix asks virtual_mailbox_maps only for domains in virtual_mailbox_domains, and relay_recipient_maps only for domains
in relay_domains. A domain that is in no list is somebody else's: strangers get \`454 4.7.1 Relay access denied\` for it, and
mail from inside is sent to its MX, which may well be this host: \`5.4.6 mail for example.net loops back to myself\`.
The same goes for virtual_alias_maps where virtual_alias_domains is written.`,
  examples: [
    {
      title: 'A new domain that has mailboxes and is in no list',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- /etc/postfix/vmailbox --
alice@example.com example.com/alice/
bob@example.net example.net/bob/
^^^^^^^^^^^^^^^ example.net is in no list of this host, so strangers are refused for its entries here
carol@example.net example.net/carol/
`,
      fixed: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.com, example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
`,
    },
    {
      title: 'A backup mail server that does not relay for the domain',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mx2.example.com
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/relay_recipients --
@example.org OK
^^^^^^^^^^^^ example.org is in no list of this host, so strangers are refused for its entries here
`,
      fixed: `
-- main.cf --
compatibility_level = 3.6
myhostname = mx2.example.com
relay_recipient_maps = hash:/etc/postfix/relay_recipients
relay_domains = example.org
`,
    },
    {
      title: 'A virtual alias domain that the written list leaves out',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.com alice
info@example.net alice
^^^^^^^^^^^^^^^^ example.net is in no list of this host, so strangers are refused for its entries here
`,
    },
    {
      title: 'Each domain in a list, one of them below a relay domain',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.org
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/vmailbox --
alice@example.com example.com/alice/
-- /etc/postfix/relay_recipients --
bob@sub.example.net OK
carol@example.org OK
`,
    },
    {
      title: 'An empty virtual_alias_domains says that the aliases only rewrite',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains =
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
boss@example.net alice@example.org
`,
    },
    {
      title: 'Domains in a database may be any',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = mysql:/etc/postfix/domains.cf
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- /etc/postfix/vmailbox --
alice@example.com example.com/alice/
`,
    },
  ],

  *check(system) {
    const told = new Set<string>();
    for (const [maps, list] of Object.entries(LISTS)) {
      // Unwritten, it is made of the keys of virtual_alias_maps; empty, somebody wanted none.
      if (maps === 'virtual_alias_maps' && !isWritten(system, list)) continue;
      for (const [domain, { first }] of firstByDomain(addressKeys(system, maps))) {
        if (told.has(domain) || !isHostname(domain) || domainClass(system, domain).kind !== 'elsewhere') continue;
        if (!isClosedToStrangers(system, `${first.local || 'postmaster'}@${domain}`)) continue;
        told.add(domain);
        yield {
          at: first.at,
          message: `${domain} is in no list of this host, so strangers are refused for its entries here`,
          fixes: [addToList(system, list, domain, maps)],
        };
      }
    }
  },
};

/** Which list makes a domain one whose users stand in a table. */
const LISTS = {
  virtual_mailbox_maps: 'virtual_mailbox_domains',
  relay_recipient_maps: 'relay_domains',
  virtual_alias_maps: 'virtual_alias_domains',
} as const;

function isWritten(system: Postfix, list: string): boolean {
  return system.parameters.assignment(list) !== undefined && system.parameters.text(list) !== '';
}
