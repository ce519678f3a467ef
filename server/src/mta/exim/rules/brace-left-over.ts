import type { Rule } from '../../../core/rule.ts';
import { itemOf } from '../../../core/sourced.ts';
import type { Exim } from '../system.ts';
import { removeWord } from './shared/removeWord.ts';
import { valuesOf } from './shared/values.ts';

export const braceLeftOver: Rule<Exim> = {
  id: 'exim/brace-left-over',
  severity: 'warning',
  summary: 'A closing brace that closes nothing',
  source: 'expand_string() of expand.c; asked of Exim 4.96 with exim -be',
  why: `
Outside of an expansion a closing brace is a letter like any other: \`\${lookup{$local_part}lsearch{/etc/aliases}}}\` is what the lookup finds with
a \`}\` behind it. An alias then leads to \`alice}\`, who is nobody, and a condition is neither true nor false.`,
  examples: [
    {
      title: 'One brace too many',
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
  data = \${lookup{$local_part}lsearch{/etc/aliases}}}
                                                    ^ this brace closes nothing, so it becomes a letter of the value
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
      title: 'As many as were opened',
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
      const offset = value.text.includes('${') ? leftOver(value.text) : -1;
      const at = offset < 0 ? undefined : itemOf(value, offset, offset + 1).at;
      if (!at) continue;
      const fixes = [{ title: 'Remove this brace', edits: [removeWord(at)] }];
      yield { at, message: 'this brace closes nothing, so it becomes a letter of the value', fixes };
    }
  },
};

/** Where the first brace stands that none has opened; -1 where there is none. */
function leftOver(text: string): number {
  // What stands between \N and \N, or behind a backslash, is no syntax.
  const plain = text.replace(/\\N[\s\S]*?(?:\\N|$)|\\[\s\S]/g, (it) => ' '.repeat(it.length));
  let depth = 0;
  for (let i = 0; i < plain.length; i++) {
    if (plain[i] === '{') depth++;
    else if (plain[i] === '}' && --depth < 0) return i;
  }
  return -1;
}
