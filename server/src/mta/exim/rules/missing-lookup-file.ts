import type { Finding, Rule } from '../../../core/rule.ts';
import { itemOf } from '../../../core/sourced.ts';
import type { Exim } from '../system.ts';
import { putsOff } from './shared/harm.ts';
import { whyUnreadable } from './shared/samples.ts';
import { type Value, valuesOf } from './shared/values.ts';

export const missingLookupFile: Rule<Exim> = {
  id: 'exim/missing-lookup-file',
  severity: 'error',
  summary: 'A lookup or a list asks a file that is not there',
  source: 'search_open() and match_check_list(); asked of Exim 4.96',
  why: `
A lookup in a string that cannot open its file is put off: everybody who comes that far gets \`451 Temporary local problem\`, existing users
too. In a list it is worse: the process ends in the middle of the conversation, and the client gets no reply at all. An empty file is enough.`,
  examples: [
    {
      title: 'A file of aliases that nobody made',
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
                                      ^^^^^^^^^^^^ there is no file /etc/aliases, so Exim puts off whoever comes here
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'A list of domains in a file that is elsewhere',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com : /etc/exim4/domains
                                         ^^^^^^^^^^^^^^^^^^ there is no file /etc/exim4/domains, so Exim dies without a reply when it asks this list
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
      title: 'Files that are there, and one that is looked for first',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com : /etc/exim4/domains
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  data = \${if exists{/etc/exim4/more}{\${lookup{$local_part}lsearch{/etc/exim4/more}}}{\${lookup{$local_part}lsearch{/etc/aliases}}}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/exim4/domains --
example.net
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    for (const it of valuesOf(system)) {
      const finding = findingOf(system, it);
      if (finding) yield finding;
    }
  },
};

function findingOf(system: Exim, it: Value): Finding | undefined {
  const failure = whyUnreadable(system, it);
  const [, what, path] = /there is no (file|folder) (\S+)/.exec(failure?.why ?? '') ?? [];
  const start = path === undefined ? -1 : it.value.text.indexOf(path);
  // A path that is put together, or stands in a list that this one names; and a question that no address leads to.
  if (!failure || path === undefined || start < 0 || !putsOff(system, path, it.owner)) return undefined;
  const { at } = itemOf(it.value, start, start + path.length);
  if (!at) return undefined;
  const consequence = failure.dies ? 'Exim dies without a reply when it asks this list' : 'Exim puts off whoever comes here';
  return { at, message: `there is no ${what} ${path}, so ${consequence}` };
}
