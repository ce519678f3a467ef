import { insertText } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { nearName } from '../../../formats/nearName.ts';
import { addressOf, aliasTables } from '../aliasTables.ts';
import { hostedDomains } from '../hostedDomains.ts';
import type { Exim } from '../system.ts';

export const almostOwnDomain: Rule<Exim> = {
  id: 'exim/almost-own-domain',
  severity: 'warning',
  summary: 'A domain of a list is almost another one that this host is meant for',
  source: 'A comparison of the lists with qualify_domain and with the keys of tables',
  why: `
A domain with a typo in its list is a domain that nobody writes to, and the one that was meant is missing: strangers are told \`relay not
permitted\`, and mail from inside goes to the MX of the domain. qualify_domain and the keys of tables show which one was meant.`,
  examples: [
    {
      title: 'Two letters that changed places',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = exmaple.com
                           ^^^^^^^^^^^ exmaple.com is almost example.com, which is in no list, so mail for example.com is not for this host
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = exmaple.com : example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'The domain itself',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const hosted = hostedDomains(system);
    const lists = [...system.configuration.lists].filter((it) => it.kind === 'domain').map((it) => it.value.text.toLowerCase());
    const { qualifyDomain, qualifyRecipient } = system.options;
    const named = new Set([qualifyDomain, qualifyRecipient].flatMap((it) => it?.toLowerCase() ?? []));
    for (const table of aliasTables(system).filter((it) => it.by === 'address'))
      for (let row = 0; row < Math.min(table.file.rows.count, MOST_ROWS); row++) {
        const address = addressOf(table, row);
        if (address) named.add(address.domain);
      }
    const missing = [...named].filter((it) => it.includes('.') && !lists.some((list) => list.includes(it)) && hosted.get(it) === undefined);
    for (const [domain, at] of hosted) {
      const near = at && domain.includes('.') && !named.has(domain) ? nearName(domain, missing) : undefined;
      // host1 and host2 are two.
      if (!at || near === undefined || near.replace(/\D/g, '') !== domain.replace(/\D/g, '')) continue;
      const isInList = system.configuration.lists.some(
        ({ at: list, value }) => list.file === at.file && list.start <= at.start && at.end <= list.end && !value.text.startsWith('<'),
      );
      yield {
        at,
        message: `${domain} is almost ${near}, which is in no list, so mail for ${near} is not for this host`,
        fixes: isInList ? [{ title: `Add ${near} behind it`, edits: [insertText(at.file, at.end, ` : ${near}`)] }] : [],
      };
    }
  },
};

const MOST_ROWS = 1000;
