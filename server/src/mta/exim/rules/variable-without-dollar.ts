import { insertText } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { itemOf } from '../../../core/sourced.ts';
import type { Exim } from '../system.ts';
import { valuesOf } from './shared/values.ts';

export const variableWithoutDollar: Rule<Exim> = {
  id: 'exim/variable-without-dollar',
  severity: 'warning',
  summary: 'The name of a variable or of an expansion without its dollar',
  source: 'expand_string() of expand.c; asked of Exim 4.96 with exim -be',
  why: `
Only a dollar makes a variable: \`\${lookup{local_part}lsearch{/etc/aliases}}\` looks for an entry that is called local_part, whoever the mail is
for. Without the dollar before its brace the lookup itself is mere text, and the router sends mail to it.`,
  examples: [
    {
      title: 'A lookup for a word',
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
  data = \${lookup{local_part}lsearch{/etc/aliases}}
                  ^^^^^^^^^^ local_part has no $ before it, so these letters are meant and no variable
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
      title: 'A lookup for whom the mail is for',
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
    for (const { value } of valuesOf(system)) {
      for (const { index, 0: found, 1: name } of value.text.matchAll(PATTERN)) {
        const end = index + found.length;
        const start = end - (name ?? found).length;
        const { at } = itemOf(value, start, end);
        if (!at) continue;
        const what = name === undefined ? 'this lookup' : name;
        const consequence = name === undefined ? 'it is mere text' : 'these letters are meant and no variable';
        const fixes = [{ title: 'Put a $ before it', edits: [insertText(at.file, at.start, '$')] }];
        yield { at, message: `${what} has no $ before it, so ${consequence}`, fixes };
      }
    }
  },
};

/** The key of a lookup, what is compared, or a lookup as a whole. */
const PATTERN =
  /(?<=\b(?:lookup|eqi?|match(?:_\w+)?|inlisti?)\s*\{(?:[^{}]*@)?)((?:local_part|domain)(?:_data)?)(?=@|\})|(?<![$\w])\{(?=lookup\s*\{)/g;
