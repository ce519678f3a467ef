import type { Finding, Rule } from '../../../core/rule.ts';
import { type Address, textOf } from '../routing/address.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import { setting } from '../routing/settings.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { someDomains, someRecipients } from './shared/recipients.ts';

export const localMailLeaves: Rule<Exim> = {
  id: 'exim/local-mail-leaves',
  severity: 'warning',
  summary: 'A router for other hosts takes the mail of users of this one',
  source: 'route_address() of route.c; asked of Exim 4.96',
  why: `
The router that looks for other hosts in the DNS mostly stands first, with \`domains = ! +local_domains\`. Where the negation is missing, it takes
the mail of local users: their domain has this host for its MX, so that mail goes in a circle, or comes back, and routers behind it that have
these users are never asked.`,
  examples: [
    {
      title: 'A negation that got lost',
      bad: `
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
outside:
  driver = dnslookup
  domains = +local_domains
  ^^^^^^^^^^^^^^^^^^^^^^^^ outside looks for another host for alice@example.com, so users never has this mail
  transport = remote
  no_more
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
remote:
  driver = smtp
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'A router for all others',
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
outside:
  driver = dnslookup
  domains = ! +local_domains
  transport = remote
  no_more
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
remote:
  driver = smtp
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const told = new Set<Driver>();
    const domains = someDomains(system, (it) => !isRelayed(system, it));
    for (const address of someRecipients(system, domains)) {
      const finding = findingOf(system, address, told);
      if (finding) yield finding;
    }
  },
};

/** What this host takes for another one is meant to leave. */
function isRelayed(system: Exim, domain: string): boolean {
  const found = system.classOf(domain);
  return found.kind === 'class' && found.class === 'relay';
}

function findingOf(system: Exim, address: Address, told: Set<Driver>): Finding | undefined {
  const { routers, transports } = system.configuration;
  const context = silently(system, 'deliver');
  const [first] = route({ address }, context);
  const index = 'router' in (first ?? {}) ? routers.findIndex((it) => first?.kind === 'taken' && it.name.text === first.router) : -1;
  const router = routers[index];
  if (router?.driver !== 'dnslookup' || told.has(router)) return undefined;
  // What is relayed goes to another host, whatever routers of accounts would make of it.
  const found = system.classOf(address.domain);
  if (found.kind !== 'class' || found.class !== 'local') return undefined;
  const [behind] = route({ address, start: index + 1 }, context);
  const transport = behind?.kind === 'taken' ? transports.find((it) => it.name.text === behind.transport) : undefined;
  if (behind?.kind !== 'taken' || !transport || transport.driver === 'smtp') return undefined;
  told.add(router);
  const at = (setting(router, 'domains') ?? setting(router, 'driver'))?.at;
  const message = `${router.name.text} looks for another host for ${textOf(address)}, so ${behind.router} never has this mail`;
  return at && { at, message };
}
