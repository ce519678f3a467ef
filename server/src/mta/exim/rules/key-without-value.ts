import type { Rule } from '../../../core/rule.ts';
import { addressOf, aliasTables } from '../aliasTables.ts';
import type { Exim } from '../system.ts';
import { fate } from './shared/probe.ts';

export const keyWithoutValue: Rule<Exim> = {
  id: 'exim/key-without-value',
  severity: 'warning',
  summary: 'An alias leads nowhere, because nothing stands behind it',
  source: 'redirect_router_entry() of redirect.c, which declines empty data; asked of Exim 4.96',
  why: `
An entry without a right side is found, and its value is empty: the redirect router declines as if there were no entry, and the next
router is asked. Whoever has no account beside it is an unknown user. \`:blackhole:\` is what throws mail away.`,
  examples: [
    {
      title: 'A name that was left alone',
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
info:
^^^^ nothing stands behind info, so its mail is refused as if there were no entry
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'Each entry leads somewhere',
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
null: :blackhole:
alice:
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    for (const table of aliasTables(system)) {
      const { rows } = table.file;
      for (let row = 0; row < rows.count; row++) {
        const address = rows.rawValue(row).trim() === '' ? addressOf(table, row) : undefined;
        if (!address || fate(system, address) !== 'bounces') continue;
        yield { at: rows.keyAt(row), message: `nothing stands behind ${rows.key(row)}, so its mail is refused as if there were no entry` };
      }
    }
  },
};
