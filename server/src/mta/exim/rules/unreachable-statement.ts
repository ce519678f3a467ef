import type { Rule } from '../../../core/rule.ts';
import type { AclStatement } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { aclModifiers } from '../vocabulary/index.ts';

export const unreachableStatement: Rule<Exim> = {
  id: 'exim/unreachable-statement',
  severity: 'warning',
  summary: 'A statement of an ACL to which nobody comes',
  source: 'acl_check_internal() of acl.c; asked of Exim 4.96',
  why: `
A statement without a condition decides about everybody, and the ACL ends there. What stands behind \`accept\` or \`deny\` alone is never
asked: recipients that it would accept are refused, or those that it would refuse are accepted.`,
  examples: [
    {
      title: 'A refusal that stands too early',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept hosts = 127.0.0.1
  deny message = relay not permitted
  ^^^^ also: decides about everybody
  require verify = recipient
  ^^^^^^^ nobody comes to this statement, because the deny above it has no condition
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
      title: 'A refusal at the end',
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

  *check({ configuration: { acls } }) {
    for (const { statements } of acls) {
      const last = statements.findIndex(isForAll);
      const [first, next] = last < 0 ? [] : statements.slice(last, last + 2);
      if (!first?.verb.at || !next?.verb.at) continue;
      yield {
        at: next.verb.at,
        message: `nobody comes to this statement, because the ${first.verb.text} above it has no condition`,
        related: [{ at: first.verb.at, message: 'decides about everybody' }],
      };
    }
  },
};

function isForAll({ verb, conditions }: AclStatement): boolean {
  return /^(accept|deny|discard|drop)$/.test(verb.text) && conditions.every((it) => aclModifiers.has(it.name.text));
}
