import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { nearName } from '../../../formats/nearName.ts';
import { missingAccounts } from '../missingAccounts.ts';
import type { Exim } from '../system.ts';

export const unknownUser: Rule<Exim> = {
  id: 'exim/unknown-user',
  severity: 'error',
  summary: 'A user or a group that the host does not have',
  source: 'readconf_handle_option() of readconf.c, "user ... was not found"; asked of Exim 4.96 with exim -bV',
  why: `
Exim looks for the users and groups of its options when it reads them. Where the host has no such account it does not run: \`user ... was not
found\`. A user whose name is expanded is looked for at delivery. What is told here needs a list of
users with root, daemon and nobody in it, and one of groups with root, bin and daemon, for others are not whole.`,
  examples: [
    {
      title: 'An account that was renamed',
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
  user = vmail
         ^^^^^ there is no user vmail on this host, so Exim does not run
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'An account that is there',
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
  user = mail
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
alice:x:1001:1001::/home/alice:/bin/sh
mail:x:8:8::/var/mail:/usr/sbin/nologin
`,
    },
  ],

  *check(system) {
    for (const { kind, word, at, names } of missingAccounts(system)) {
      const near = word.at && nearName(word.text, names);
      yield {
        at: word.at ?? at,
        message: `there is no ${kind} ${word.text} on this host, so Exim does not run`,
        ...(word.at && near !== undefined && { fixes: [{ title: `Change it to ${near}`, edits: [replaceWord(word.at, near)] }] }),
      };
    }
  },
};
