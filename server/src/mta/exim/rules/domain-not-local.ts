import type { Finding, Rule } from '../../../core/rule.ts';
import { STRANGER } from '../../../core/trace.ts';
import { type AliasTable, addressOf, aliasTables } from '../aliasTables.ts';
import { explain } from '../explain.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { matchDomain } from '../lists/match.ts';
import { textOf } from '../routing/address.ts';
import { addressValues, scopeOf, silently } from '../routing/context.ts';
import { valueOf } from '../routing/settings.ts';
import { verify } from '../routing/verify.ts';
import type { Exim } from '../system.ts';
import { appendFixes, domainListOf } from './shared/editLists.ts';
import { replyTo } from './shared/probe.ts';

export const domainNotLocal: Rule<Exim> = {
  id: 'exim/domain-not-local',
  severity: 'warning',
  summary: 'A table has recipients in a domain that its router is not asked about',
  source: 'The Exim specification, the generic router option domains; asked of Exim 4.96',
  why: `
A router with \`domains\` sees addresses of these domains alone. Entries of a table for another domain are never asked: strangers are told
\`relay not permitted\`, and mail from inside goes to the MX of the domain, which may well be this host:
\`lowest numbered MX record points to local host\`.`,
  examples: [
    {
      title: 'A new domain that has addresses and is in no list',
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
  data = \${lookup{$local_part@$domain}lsearch{/etc/virtual}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/virtual --
info@example.com: alice
info@example.net: alice
^^^^^^^^^^^^^^^^ example.net is not in local_domains, so aliases is never asked for this entry and mail for it is refused
sales@example.net: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
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
  domains = +local_domains
  data = \${lookup{$local_part@$domain}lsearch{/etc/virtual}}
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
      title: 'A domain that a router has and the ACL does not',
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
  domains = example.net
            ^^^^^^^^^^^ strangers are refused for example.net before its users are looked up, though aliases has them
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
info: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'Each domain in the list',
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
  domains = +local_domains
  data = \${lookup{$local_part@$domain}lsearch{/etc/virtual}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/virtual --
info@example.com: alice
info@example.net: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const told = new Set<string>();
    for (const table of aliasTables(system)) {
      const finding = told.has(table.domain) ? undefined : refusedBefore(system, table);
      if (!finding) continue;
      told.add(table.domain);
      yield finding;
    }
    for (const table of aliasTables(system)) {
      const list = table.by === 'address' ? domainListOf(system, table.router) : undefined;
      if (!list) continue;
      for (let row = 0; row < table.file.rows.count; row++) {
        const address = addressOf(table, row);
        if (!address || told.has(address.domain)) continue;
        const scope = scopeOf({ system, client: STRANGER }, addressValues(address));
        if (matchDomain(list.value, address.domain, scope).kind !== 'no' || replyTo(system, address).verdict !== 'rejected') continue;
        told.add(address.domain);
        const { name } = table.router;
        yield {
          at: table.file.rows.keyAt(row),
          message: `${address.domain} is not in ${list.name}, so ${name.text} is never asked for this entry and mail for it is refused`,
          fixes: appendFixes(system, list, address.domain),
        };
      }
    }
  },
};

const MOST_ROWS = 5;

/** A domain of which a router has the users, and which the ACL refuses without asking for them. */
function refusedBefore(system: Exim, table: AliasTable): Finding | undefined {
  const { domain, router, file } = table;
  const at = hostedDomains(system).get(domain);
  if (!at || !domain.includes('.') || domain === system.options.primaryHostname?.toLowerCase() || !valueOf(router, 'domains'))
    return undefined;
  for (let row = 0; row < Math.min(file.rows.count, MOST_ROWS); row++) {
    const address = addressOf(table, row);
    if (address?.domain !== domain || verify(address, silently(system, 'verify')).kind !== 'yes') continue;
    if (replyTo(system, address).verdict !== 'rejected') return undefined;
    // Who is verified first is refused for another reason.
    if (explain(system, textOf(address), STRANGER).steps.some((it) => it.stage === 'verify = recipient')) return undefined;
    return { at, message: `strangers are refused for ${domain} before its users are looked up, though ${router.name.text} has them` };
  }
  return undefined;
}
