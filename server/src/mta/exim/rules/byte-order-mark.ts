import type { Rule } from '../../../core/rule.ts';
import { eximConf } from '../syntax/eximConf.ts';
import type { Exim } from '../system.ts';
import { removeWord } from './shared/removeWord.ts';

export const byteOrderMark: Rule<Exim> = {
  id: 'exim/byte-order-mark',
  severity: 'error',
  summary: 'A byte order mark stands before the first entry of a table',
  source: 'internal_lsearch_find() of lsearch.c, which knows of no such mark; asked of Exim 4.96',
  why: `
Some editors put the three bytes EF BB BF before a text in UTF-8. For Exim they belong to the first word: the first key of a table, or the
first item of a file that is a list, is another word then, and nobody finds it.`,
  examples: [
    {
      title: 'A file that was saved with a mark',
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
﻿info: alice
^^^^^ a byte order mark stands before info, so nobody finds it
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
info: alice
postmaster: alice
`,
    },
    {
      title: 'A file without one',
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

  *check({ files }) {
    for (const { file, text, format } of files) {
      const [whole, word] = /^\ufeff([^\s:#]+)/.exec(text) ?? [];
      // Before its own configuration Exim says so itself.
      if (whole === undefined || format === eximConf.id) continue;
      const at = { file, start: 0, end: whole.length };
      const fixes = [{ title: 'Remove the mark', edits: [removeWord({ ...at, end: 1 })] }];
      yield { at, message: `a byte order mark stands before ${word}, so nobody finds it`, fixes };
    }
  },
};
