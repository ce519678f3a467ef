import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { itemOf } from '../../../core/sourced.ts';
import { splitSourced } from '../expand/splitList.ts';
import type { Exim } from '../system.ts';
import { valuesOf } from './shared/values.ts';

export const commaInList: Rule<Exim> = {
  id: 'exim/comma-in-list',
  severity: 'error',
  summary: 'Commas or blanks stand between the items of a list',
  source: 'The Exim specification, "Changing list separators"; asked of Exim 4.96',
  why: `
Items of a list stand between colons. \`example.com, example.net\` is one item, a domain with a comma and a blank in its name, and no
address is in it: both domains are missing from the list. Another separator is said at the beginning: \`<, example.com, example.net\`.`,
  examples: [
    {
      title: 'Commas, as other servers have them',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com, example.net
                           ^^^^^^^^^^^^^^^^^^^^^^^^ this is one item and no domain has such a name, because items stand between colons
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
      title: 'Blanks',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = @ : example.com example.net
                               ^^^^^^^^^^^^^^^^^^^^^^^ this is one item and no domain has such a name, because items stand between colons
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
    {
      title: 'Colons, and commas that are announced',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = @ : example.com : ^.*,
domainlist others = <, example.net, example.org
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
    for (const { kind, value } of valuesOf(system)) {
      if (kind !== 'domain' || value.text.includes('$')) continue;
      for (const item of splitSourced(value)) {
        const names = item.text.split(/[\s,]+/);
        if (names.length < 2 || !names.every((it) => NAME.test(it))) continue;
        const { at } = itemOf(item, 0, item.text.length);
        if (!at) continue;
        const text = names.join(' : ');
        yield {
          at,
          message: 'this is one item and no domain has such a name, because items stand between colons',
          fixes: [{ title: `Change it to ${text}`, edits: [replaceWord(at, text)] }],
        };
      }
    }
  },
};

const NAME = /^(@|localhost|\+\w+|[\w*-]+(\.[\w-]+)+)$/;
