import { insertText } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { itemOf, type Sourced, sliced } from '../../../core/sourced.ts';
import { splitSourced } from '../expand/splitList.ts';
import type { Exim } from '../system.ts';
import { removeWord } from './shared/removeWord.ts';
import { valuesOf } from './shared/values.ts';

export const itemIsNoDomain: Rule<Exim> = {
  id: 'exim/item-is-no-domain',
  severity: 'warning',
  summary: 'An item of a list of domains that no domain is called',
  source: 'The Exim specification, "Named lists" and "Configuration file format"; asked of Exim 4.96',
  why: `
A comment has a line of its own: behind a value \`#\` is a part of it. A named list has a plus before its name, and a macro is a word only where
it is defined. Else the item is taken for a domain of that name, which nobody writes to, and the domain that was meant is missing.`,
  examples: [
    {
      title: 'A comment behind a list',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com # ours
                                       ^^^^^^ # begins no comment behind a value, so this is a part of the domain
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
      title: 'A list without its plus',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = local_domains
                    ^^^^^^^^^^^^^ a list has a + before its name, so this is a domain called local_domains
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
      title: 'A macro that is not there',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = OUR_DOMAINS
                           ^^^^^^^^^^^ there is no macro OUR_DOMAINS, so this is a domain of that name
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
      title: 'Names that are defined',
      good: `
-- /etc/exim4/exim4.conf --
OUR_DOMAINS = example.com
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = OUR_DOMAINS
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
      if (kind !== 'domain' && kind !== 'localpart') continue;
      if (value.text.includes('$')) continue;
      for (const item of splitSourced(value)) {
        const finding = findingOf(item, kind, system);
        if (finding) yield finding;
      }
    }
  },
};

function findingOf(item: Sourced, kind: 'domain' | 'localpart', { configuration }: Exim): Finding | undefined {
  const comment = item.text.search(/\s+#/);
  if (0 <= comment) {
    const start = item.text.indexOf('#', comment);
    const { at } = itemOf(item, start, item.text.length);
    const whole = itemOf(item, comment, item.text.length).at;
    const what = kind === 'domain' ? 'the domain' : 'the name';
    const fixes = whole ? [{ title: 'Remove it', edits: [removeWord(whole)] }] : [];
    return at && { at, message: `# begins no comment behind a value, so this is a part of ${what}`, fixes };
  }
  const [, lead, name] = /^(!?\s*)(\w+)$/.exec(item.text) ?? [];
  if (lead === undefined || name === undefined) return undefined;
  const { at } = itemOf(sliced(item, lead.length, item.text.length), 0, name.length);
  if (!at) return undefined;
  const what = kind === 'domain' ? 'a domain' : 'a local part';
  if (configuration.list(kind, name) && /_/.test(name))
    return {
      at,
      message: `a list has a + before its name, so this is ${what} called ${name}`,
      fixes: [{ title: 'Put a + before it', edits: [insertText(at.file, at.start, '+')] }],
    };
  const isMacro = kind === 'domain' && /^[A-Z][A-Z0-9_]{3,}$/.test(name) && name !== 'LOCALHOST';
  return isMacro ? { at, message: `there is no macro ${name}, so this is ${what} of that name` } : undefined;
}
