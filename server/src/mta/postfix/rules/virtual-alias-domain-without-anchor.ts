import { insertLineAbove } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import { isHostname } from '../routing/address.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { type AddressKey, addressKeys, firstByDomain } from './shared/addressKeys.ts';
import { addToList } from './shared/lists.ts';
import { isClosedToStrangers } from './shared/refused.ts';

export const virtualAliasDomainWithoutAnchor: Rule<Postfix> = {
  id: 'postfix/virtual-alias-domain-without-anchor',
  severity: 'warning',
  summary: 'Aliases stand in a domain that nothing makes a virtual alias domain',
  source: 'virtual(5), "VIRTUAL ALIAS DOMAINS"; virtual_alias_domains is built in as $virtual_alias_maps; asked of Postfix 3.7',
  why: `
Where virtual_alias_domains is not written, Postfix looks for the bare domain in virtual_alias_maps: a line such as
\`example.net anything\` makes it a virtual alias domain. Without that line the aliases work for mail from inside, while
strangers get \`454 4.7.1 Relay access denied\`, so that a test on the server itself passes.

Aliases may also rewrite the addresses of a foreign domain on purpose. Write an empty \`virtual_alias_domains =\` then,
or allow the rule on that line.`,
  examples: [
    {
      title: 'Aliases without the line of their domain',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
# The shop.
info@example.net alice
^^^^^^^^^^^^^^^^ nothing makes example.net a domain of this host, so strangers are refused for its aliases
sales@example.net bob
`,
      fixed: `
# The shop.
example.net anything
info@example.net alice
sales@example.net bob
`,
    },
    {
      title: 'A line for the domain, a domain of another class, and an address of this host',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.com
virtual_mailbox_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
example.net anything
info@example.net alice
info@example.org alice
postmaster@example.com alice
root alice
`,
    },
    {
      title: 'A host without mail from outside rewrites what it likes',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
inet_interfaces = loopback-only
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
boss@example.net alice@example.org
`,
    },
  ],

  *check(system) {
    if (system.parameters.assignment('virtual_alias_domains')) return;
    for (const [domain, { first }] of firstByDomain(addressKeys(system, 'virtual_alias_maps'))) {
      if (!isHostname(domain) || domainClass(system, domain).kind !== 'elsewhere') continue;
      if (!isClosedToStrangers(system, `${first.local || 'postmaster'}@${domain}`)) continue;
      yield {
        at: first.at,
        message: `nothing makes ${domain} a domain of this host, so strangers are refused for its aliases`,
        fixes: [anchor(system, domain, first)],
      };
    }
  },
};

function anchor(system: Postfix, domain: string, { at, table, row }: AddressKey): Fix {
  // Only a table with a key a line takes one more; a list in main.cf would end what is built in.
  if (row === undefined || !table.file)
    return addToList(system, 'virtual_alias_domains', `${domain}, $virtual_alias_maps`, 'virtual_alias_maps');
  const build = system.tables.find((it) => it.file === at.file)?.build;
  return {
    title: `Add the line "${domain} anything"`,
    edits: [insertLineAbove(table.file.text, at, `${domain} anything`)],
    ...(build !== undefined && { command: build }),
  };
}
