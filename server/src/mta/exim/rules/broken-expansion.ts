import type { Rule } from '../../../core/rule.ts';
import { itemOf } from '../../../core/sourced.ts';
import type { Exim } from '../system.ts';
import { putsOff } from './shared/harm.ts';
import { whyUnreadable } from './shared/samples.ts';
import { valuesOf } from './shared/values.ts';

export const brokenExpansion: Rule<Exim> = {
  id: 'exim/broken-expansion',
  severity: 'error',
  summary: 'A string that Exim cannot expand',
  source: 'expand_string() of expand.c; asked of Exim 4.96 with exim -be',
  why: `
A misspelled variable, a brace that is missing, a type of lookup that does not exist: \`exim -bV\` accepts the configuration, because strings are
expanded when an address comes to them. Then everybody who comes that far is put off with \`451 Temporary local problem\`.`,
  examples: [
    {
      title: 'A variable that was misspelled',
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
  data = \${lookup{$local_prt}lsearch{/etc/aliases}}
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Exim cannot expand this, so it puts off whoever comes here: Exim has no variable $local_prt
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
    {
      title: 'A brace that got lost',
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
  data = \${lookup{$local_part}lsearch{/etc/aliases}
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Exim cannot expand this, so it puts off whoever comes here: a { is missing before the first branch of lookup, in "\${lookup{$local_part}lsearch{/etc/aliases}"
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
    {
      title: 'A string that expands',
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
  data = \${lookup{\${lc:$local_part}}lsearch{/etc/aliases}{$value}fail}
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
    for (const it of valuesOf(system)) {
      const failure = whyUnreadable(system, it);
      // Other rules speak of files that are missing, of paths that a sender makes, and of lists.
      if (
        !failure ||
        !(it.value.text.includes('$') || /knows no type/.test(failure.why)) ||
        /there is no (file|folder)|comes from the sender|list/.test(failure.why) ||
        !putsOff(system, failure.why, it.owner)
      )
        continue;
      const { at } = itemOf(it.value, 0, it.value.text.length);
      if (at) yield { at, message: `Exim cannot expand this, so it puts off whoever comes here: ${failure.why}` };
    }
  },
};
