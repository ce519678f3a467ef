import type { Rule } from '../../../core/rule.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { aliasTables } from '../aliasTables.ts';
import type { Exim } from '../system.ts';
import { removeWord } from './shared/removeWord.ts';

export const entryInContinuation: Rule<Exim> = {
  id: 'exim/entry-in-continuation',
  severity: 'error',
  summary: 'An entry that begins with a blank belongs to the one above it',
  source: 'internal_lsearch_find() of lsearch.c; asked of Exim 4.96',
  why: `
A line that begins with a blank goes on with the line above. An entry that was moved to the right is no entry: its recipient is unknown, and the
one above it gets \`name: target\` for a recipient, which is no address, so that its mail is put off too.`,
  examples: [
    {
      title: 'An entry that was moved to the right',
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
  info: alice
  ^^^^ this line begins with a blank, so it belongs to postmaster and is no entry of its own
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
postmaster: alice
info: alice
`,
    },
    {
      title: 'Recipients on more than one line',
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
postmaster: alice,
  bob@example.org
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
      for (let row = 0; row < rows.count; row++) {
        const { start, end } = rows.at(row);
        for (const { index, 0: whole, 1: blanks, 2: key } of text
          .slice(start, end)
          .matchAll(/(?<=\n)([ \t]+)([\w.+@-]+):(?=[ \t]*[\w"|/:])/g)) {
          const first = start + index;
          const at = { file: file.file, start: first + blanks!.length, end: first + whole.length - 1 };
          const message = `this line begins with a blank, so it belongs to ${rows.key(row)} and is no entry of its own`;
          const fixes = [{ title: `Make ${key} an entry`, edits: [removeWord({ ...at, start: first, end: at.start })] }];
          yield { at, message, fixes };
        }
      }
    }
  },
};
