import type { Rule } from '../../../core/rule.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { textOf } from '../routing/address.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import { isOn, setting, valueOf } from '../routing/settings.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { people } from './shared/people.ts';

export const localUsersEverywhere: Rule<Exim> = {
  id: 'exim/local-users-everywhere',
  severity: 'info',
  summary: 'Accounts of the host are valid in a domain that has users of its own',
  source: 'The Exim specification, check_local_user; asked of Exim 4.96',
  why: `
check_local_user asks for the local part alone. A router that has it without \`domains\` takes accounts of the host in every domain that comes
so far, also in those whose addresses stand in a table: \`alice@\` exists in all of them.`,
  examples: [
    {
      title: 'A table for a domain, and accounts without one',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com : example.net
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  domains = example.net
  data = \${lookup{$local_part@$domain}lsearch{/etc/virtual}}
users:
  driver = accept
  check_local_user
  ^^^^^^^^^^^^^^^^ users has no domains, so alice@example.net exists, although aliases has the users of example.net
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/virtual --
info@example.net: alice@example.com
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'Accounts in their own domain',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com : example.net
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  domains = example.net
  data = \${lookup{$local_part@$domain}lsearch{/etc/virtual}}
users:
  driver = accept
  check_local_user
  domains = example.com
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/virtual --
info@example.net: alice@example.com
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const { routers } = system.configuration;
    const [user] = people(system);
    if (user === undefined) return;
    const told = new Set<Driver>();
    for (const domain of hostedDomains(system).keys()) {
      const address = { localPart: user, domain };
      const [first] = route({ address }, silently(system, 'deliver'));
      const router = first?.kind === 'taken' ? routers.find((it) => it.name.text === first.router) : undefined;
      if (!router || told.has(router) || !isOn(router, 'check_local_user', false) || valueOf(router, 'domains')) continue;
      const owner = routers.find((it) => valueOf(it, 'domains')?.text.trim().toLowerCase() === domain && it.driver === 'redirect');
      const option = setting(router, 'check_local_user');
      if (!owner || !option) continue;
      told.add(router);
      const who = `${textOf(address)} exists, although ${owner.name.text} has the users of ${domain}`;
      yield { at: option.at, message: `${router.name.text} has no domains, so ${who}` };
    }
  },
};
