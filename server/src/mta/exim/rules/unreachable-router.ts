import { removeLines } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { textOf } from '../routing/address.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import { isOn, setting, valueOf } from '../routing/settings.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { people } from './shared/people.ts';
import { fate } from './shared/probe.ts';
import { driverReferences } from './shared/references.ts';

export const unreachableRouter: Rule<Exim> = {
  id: 'exim/unreachable-router',
  severity: 'warning',
  summary: 'No address comes to a router, because one before it takes all',
  source: 'route_address() of route.c; asked of Exim 4.96',
  why: `
Routers are asked in the order in which they stand. An accept router without a condition takes every address, and one with \`no_more\` ends
the search where it declines: whatever stands behind them is never asked, and its users are unknown or their mail goes elsewhere.`,
  examples: [
    {
      title: 'A router without conditions in front of the accounts',
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
all:
^^^ also: takes every address
^^^ also: takes every address
  driver = accept
  transport = local
aliases:
^^^^^^^ all takes every address before it comes to aliases
  driver = redirect
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
^^^^^ all takes every address before it comes to users
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/all
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'Aliases behind which nothing is asked',
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
aliases:
  driver = redirect
  domains = +local_domains
  no_more
  ^^^^^^^ aliases ends the search here, so alice@example.com never comes to users and is unknown
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
  domains = +local_domains
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
      title: 'Mail for other hosts is sent away, and the search ends',
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
remote:
  driver = dnslookup
  domains = ! +local_domains
  transport = smtp
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
smtp:
  driver = smtp
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'The last one takes the rest',
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
rest:
  driver = accept
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/all
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const { routers } = system.configuration;
    const named = new Set(routers.flatMap((it) => [...driverReferences(it)].map(({ name }) => name.text)));
    yield* lostUsers(system);
    const first = routers.findIndex(takesAll);
    if (first < 0) return;
    const taker = routers[first]!;
    for (const { name } of routers.slice(first + 1)) {
      // One that is named is come to by another way, and so are those behind it.
      if (named.has(name.text)) return;
      if (!name.at || !taker.name.at) continue;
      yield {
        at: name.at,
        message: `${taker.name.text} takes every address before it comes to ${name.text}`,
        related: [{ at: taker.name.at, message: 'takes every address' }],
      };
    }
  },
};

/** A user whom the router of accounts would take, and who is unknown because the search ends before it. */
function* lostUsers(system: Exim): Generator<Finding> {
  const { routers } = system.configuration;
  const [localPart] = people(system);
  const start = routers.findIndex((it) => it.driver === 'accept' && isOn(it, 'check_local_user', false));
  if (localPart === undefined || start < 0) return;
  const context = silently(system, 'deliver');
  const domains = [...hostedDomains(system).keys()];
  // Where accounts are valid in one domain, they may well be unknown in others.
  if (domains.some((domain) => fate(system, { localPart, domain }) === 'arrives')) return;
  for (const domain of domains) {
    const address = { localPart, domain };
    const [taken] = route({ address, start }, context);
    if (taken?.kind !== 'taken' || taken.router !== routers[start]!.name.text || fate(system, address) !== 'bounces') continue;
    const before = routers.slice(0, start).findLast((it) => it.driver === 'redirect' && !isOn(it, 'more', true));
    const option = before && setting(before, 'more');
    if (!before || !option) continue;
    const { text } = routers[start]!.name;
    yield {
      at: option.at,
      message: `${before.name.text} ends the search here, so ${textOf(address)} never comes to ${text} and is unknown`,
      fixes: [{ title: 'Remove no_more', edits: [removeLines(system.textOf(option.at.file), option.at)] }],
    };
    return;
  }
}

/** Options with which a router leaves addresses to others. */
const CONDITIONS: readonly string[] = [
  'address_data',
  'address_test',
  'check_local_user',
  'condition',
  'domains',
  'expn',
  'local_part_prefix',
  'local_part_suffix',
  'local_parts',
  'require_files',
  'self',
  'senders',
  'set',
  'unseen',
  'verify',
  'verify_only',
  'verify_recipient',
  'verify_sender',
];

function takesAll(router: Driver): boolean {
  if (CONDITIONS.some((it) => setting(router, it)) || valueOf(router, 'pass_router')) return false;
  if (router.driver === 'accept') return true;
  return (router.driver === 'dnslookup' || router.driver === 'redirect') && !isOn(router, 'more', true) && !valueOf(router, 'more');
}
