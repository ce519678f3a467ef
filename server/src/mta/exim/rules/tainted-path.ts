import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import { itemOf, type Sourced } from '../../../core/sourced.ts';
import { STRANGER } from '../../../core/trace.ts';
import { expand } from '../expand/expand.ts';
import { addressValues, scopeOf } from '../routing/context.ts';
import { setting, valueOf } from '../routing/settings.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { NOBODY } from './shared/probe.ts';

export const taintedPath: Rule<Exim> = {
  id: 'exim/tainted-path',
  severity: 'error',
  summary: 'A path is made of what the sender gave',
  source: 'The Exim specification, "Tainted data"; asked of Exim 4.96: RCPT and -bt are fine, and the delivery is put off for ever',
  why: `
Since 4.94 Exim opens no file whose name came from a sender, as $local_part and $domain did. RCPT TO and \`exim -bt\` show nothing of it:
mail is accepted, and waits until it is given up after days. $local_part_data and $domain_data are the same words once a lookup, a list or
check_local_user of the router has found them.`,
  examples: [
    {
      title: 'A mailbox by the name that the sender wrote',
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
  file = /var/mail/$local_part
                   ^^^^^^^^^^^ $local_part is what the sender wrote, so Exim never opens this file and mail waits
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
      title: 'A table of aliases for each domain',
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
  domains = +local_domains
  data = \${lookup{$local_part}lsearch{/etc/virtual/$domain}}
                                                   ^^^^^^^ $domain is what the sender wrote, so Exim never opens this file and puts everybody off
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/virtual/example.com --
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
  domains = +local_domains
  data = \${lookup{$local_part}lsearch{/etc/virtual/$domain_data}}
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
      title: 'Names that were found in a list, and by a lookup',
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
  domains = +local_domains
  data = \${lookup{$local_part}lsearch{/etc/virtual/$domain_data}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/virtual/example.com --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const { routers, transports } = system.configuration;
    for (const transport of transports) {
      if (transport.driver !== 'appendfile') continue;
      const users = routers.filter((it) => valueOf(it, 'transport')?.text.trim() === transport.name.text);
      for (const option of ['file', 'directory']) {
        const source = valueOf(transport, option);
        if (source && 0 < users.length) yield* findingsIn(system, source, users, 'mail waits', 'path');
      }
    }
    for (const router of routers) {
      if (router.driver !== 'redirect') continue;
      for (const option of ['data', 'file']) {
        const source = valueOf(router, option);
        if (source) yield* findingsIn(system, source, [router], 'puts everybody off', option === 'file' ? 'path' : 'text');
      }
    }
  },
};

/** A path as a whole, or the name of a file that a lookup in a text opens. */
function* findingsIn(
  system: Exim,
  source: Sourced,
  routers: readonly Driver[],
  consequence: string,
  kind: 'path' | 'text',
): Generator<Finding> {
  const values = { ...addressValues({ localPart: NOBODY, domain: 'example.com' }), home: '/home/nobody' };
  const found = { local_part_data: NOBODY, domain_data: 'example.com' };
  const expansion = expand(source, scopeOf({ system, client: STRANGER }, { ...values, ...found }));
  const isTainted =
    kind === 'path'
      ? expansion.kind === 'value' && expansion.tainted
      : expansion.kind === 'error' && /comes from the sender/.test(expansion.why);
  if (!isTainted) return;
  // In a text only what stands in the name of a file does harm.
  const pattern = kind === 'path' ? VARIABLE : IN_FILE_NAME;
  const match = pattern.exec(source.text);
  if (!match) return;
  const name = match[1]!;
  const start = match.index + match[0].length - name.length;
  const { at } = itemOf(source, start, start + name.length);
  if (!at) return;
  const isFound = routers.every((it) => FINDERS[name === '$domain' ? 'domain' : 'local part'].some((option) => setting(it, option)));
  const fixes: Fix[] = isFound ? [{ title: `Change it to ${name}_data`, edits: [replaceWord(at, `${name}_data`)] }] : [];
  yield { at, message: `${name} is what the sender wrote, so Exim never opens this file and ${consequence}`, fixes };
}

const VARIABLE = /(\$(?:local_part|domain))(?![\w])/;
const IN_FILE_NAME = /\}\s*[\w*@,=-]*(?:search|dbm|cdb)[\w*@,=-]*\s*\{[^{}]*?(\$(?:local_part|domain))(?!\w)/;

/** Options of a router that find the word in a list or among the users. */
const FINDERS = { domain: ['domains'], 'local part': ['local_parts', 'check_local_user'] } as const;
