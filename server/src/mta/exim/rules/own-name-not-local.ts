import type { Rule } from '../../../core/rule.ts';
import { itemOf } from '../../../core/sourced.ts';
import { STRANGER } from '../../../core/trace.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { matchDomain } from '../lists/match.ts';
import { addressValues, scopeOf, silently } from '../routing/context.ts';
import { deliver } from '../routing/deliver.ts';
import { isOn } from '../routing/settings.ts';
import type { Exim } from '../system.ts';
import { appendFixes, type DomainList, domainListOf } from './shared/editLists.ts';
import { people } from './shared/people.ts';
import { fate, NOBODY } from './shared/probe.ts';

export const ownNameNotLocal: Rule<Exim> = {
  id: 'exim/own-name-not-local',
  severity: 'warning',
  summary: 'Names without a domain get one that is not local here',
  source: 'The Exim specification, qualify_recipient and primary_hostname; asked of Exim 4.96',
  why: `
A name without a domain, in an alias, in a forward file or from cron, gets qualify_recipient, which is qualify_domain, which is the name of
the host. Where no list of local domains has that domain, mail for root and for plain aliases is unrouteable or sent in a circle. \`@\` in a
list of domains is the name of the host.`,
  examples: [
    {
      title: 'The domain that completes names is in no list',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.net
                           ^^^^^^^^^^^ example.com, which completes names without a domain, is not in local_domains, so mail for root and plain aliases comes back
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
  domains = +local_domains
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
domainlist local_domains = example.net : example.com
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
  domains = +local_domains
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'The name of the host, by its sign',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
domainlist local_domains = @ : example.net
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
  domains = +local_domains
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
    const domain = system.options.qualifyRecipient?.toLowerCase();
    const [user] = people(system);
    if (domain === undefined || user === undefined || isLocal(system, user, domain)) return;
    const isSentAway = fate(system, { localPart: user, domain }) === 'arrives';
    const other = [...hostedDomains(system).keys()].find((it) => it !== domain && isLocal(system, user, it));
    const list = other === undefined ? undefined : listWithout(system, domain, other);
    const at = list && itemOf(list.value, 0, list.value.text.length).at;
    if (!list || !at) return;
    const end = isSentAway ? 'leaves this host' : 'comes back';
    yield {
      at,
      message: `${domain}, which completes names without a domain, is not in ${list.name}, so mail for root and plain aliases ${end}`,
      fixes: appendFixes(system, list, domain === system.options.primaryHostname?.toLowerCase() ? '@' : domain),
      // Another host may well have the people of this one.
      ...(isSentAway ? { severity: 'info' as const } : {}),
    };
  },
};

/** The list that makes the one domain local and not the other: that of the router of accounts, or one that has a name. */
function listWithout(system: Exim, domain: string, other: string): DomainList | undefined {
  const { routers, lists } = system.configuration;
  const ofRouters = routers.flatMap((it) => (isOn(it, 'check_local_user', false) ? (domainListOf(system, it) ?? []) : []));
  const named = lists.filter((it) => it.kind === 'domain').map((it): DomainList => ({ name: it.name.text, value: it.value }));
  const has = (list: DomainList, name: string) =>
    matchDomain(list.value, name, scopeOf({ system, client: STRANGER }, addressValues({ localPart: NOBODY, domain: name }))).kind;
  return [...ofRouters, ...named].find((it) => has(it, domain) === 'no' && has(it, other) === 'yes');
}

/** Whether an account gets its mail on this host. */
function isLocal(system: Exim, localPart: string, domain: string): boolean {
  return deliver({ localPart, domain }, silently(system, 'deliver')).some((it) => it.outcome === 'delivered');
}
