import { removeLines } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { aliasTables } from '../aliasTables.ts';
import type { Exim } from '../system.ts';

export const duplicateKey: Rule<Exim> = {
  id: 'exim/duplicate-key',
  severity: 'warning',
  summary: 'A table of aliases has two entries for one key',
  source: 'internal_lsearch_find() of lsearch.c; asked of Exim 4.96: the first line counts',
  why: `
lsearch reads a file from its beginning and stops at the first line with the key; letter case makes no difference. What a later line
says is never seen, and there is no warning: its recipients get nothing.`,
  examples: [
    {
      title: 'An alias that was extended by a second line',
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
info: alice
^^^^ also: the entry that is used
Info: bob@example.com
^^^^ an entry for Info stands above, so this one is never used
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
info: alice
`,
    },
    {
      title: 'Each key once',
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
info: alice, bob@example.org
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const told = new Set<TableFile>();
    for (const { file } of aliasTables(system)) {
      if (told.has(file)) continue;
      told.add(file);
      const { rows, text } = file;
      for (const row of rows.repeated) {
        const key = rows.key(row);
        const first = rows.find(key);
        const isSame = rows.rawValue(first).trim() === rows.rawValue(row).trim();
        yield {
          at: rows.keyAt(row),
          message: `an entry for ${key} stands above, so this one is never used`,
          related: [{ at: rows.keyAt(first), message: 'the entry that is used' }],
          fixes: [{ title: `Remove this entry for ${key}`, edits: [removeLines(text, rows.at(row))], safe: isSame }],
          ...(isSame ? { severity: 'info' as const } : {}),
        };
      }
    }
  },
};
