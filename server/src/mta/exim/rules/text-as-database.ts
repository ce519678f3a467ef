import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { compiledTypes } from '../lookup/compiled.ts';
import type { Exim } from '../system.ts';

export const textAsDatabase: Rule<Exim> = {
  id: 'exim/text-as-database',
  severity: 'error',
  summary: 'A lookup takes a text for a compiled table',
  source: 'dbmdb_open() of lookups/dbmdb.c, cdb_open() of lookups/cdb.c; asked of Exim 4.96',
  why: `
dbm and cdb read files that a program has compiled; lsearch reads a text. A text cannot be opened as a compiled table, and everybody who comes
to that lookup is put off with \`451 Temporary local problem\`.`,
  examples: [
    {
      title: 'A file of aliases as a DBM file',
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
  data = \${lookup{$local_part}dbm{/etc/aliases}}
                              ^^^^^^^^^^^^^^^^^ /etc/aliases is a text and no compiled table, so Exim puts off whoever comes here
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
      title: 'A text for lsearch',
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
    for (const { type, path, at } of system.tables) {
      if (!compiledTypes.has(type) || path === undefined || !system.lookups.isText(path)) continue;
      const written = system.textOf(at.file).slice(at.start, at.end);
      const better = written.replace(/^(dbm[jn]z|dbm|cdb)/, 'lsearch');
      yield {
        at,
        message: `${path} is a text and no compiled table, so Exim puts off whoever comes here`,
        fixes: better === written ? [] : [{ title: 'Change it to lsearch', edits: [replaceWord(at, better)] }],
      };
    }
  },
};
