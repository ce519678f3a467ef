import { replaceWord } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import { itemOf } from '../../../core/sourced.ts';
import { STRANGER } from '../../../core/trace.ts';
import { type AliasTable, aliasTables } from '../aliasTables.ts';
import { expand } from '../expand/expand.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { addressValues, scopeOf } from '../routing/context.ts';
import { valueOf } from '../routing/settings.ts';
import type { Exim } from '../system.ts';
import { NOBODY } from './shared/probe.ts';

export const defaultNotAsked: Rule<Exim> = {
  id: 'exim/default-not-asked',
  severity: 'warning',
  summary: 'An entry for everybody else in a table that is not asked for one',
  source: 'The Exim specification, "Default values in single-key lookups"; asked of Exim 4.96',
  why: `
\`lsearch\` looks for the key and for nothing else. The entry \`*\` is found by \`lsearch*\`, and \`*@example.com\` by \`lsearch*@\`; asked by
plain lsearch they are words that nobody is called, and whoever they were meant for is an unknown user.`,
  examples: [
    {
      title: 'A catch-all for lsearch',
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
*: alice
^ lsearch does not look for * as lsearch* does, so nobody finds this entry
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
  data = \${lookup{$local_part}lsearch*{/etc/aliases}}
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
      title: 'A lookup that asks for it',
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
  data = \${lookup{$local_part}lsearch*{/etc/aliases}}
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
alice: alice
*: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const told = new Set<string>();
    for (const it of aliasTables(system)) {
      const star = it.by === 'address' ? `*@${it.domain}` : '*';
      const row = it.file.rows.find(star);
      const isAsked = it.table.star === '*@' || (it.table.star === '*' && star === '*');
      if (row < 0 || isAsked || told.has(it.path) || asks(system, it.path, star)) continue;
      told.add(it.path);
      yield {
        at: it.file.rows.keyAt(row),
        message: `lsearch does not look for ${star} as ${better(star)} does, so nobody finds this entry`,
        fixes: fixesOf(it, star),
      };
    }
  },
};

/** Whether a router asks for the star itself, in a lookup of its own or in the same. */
function asks(system: Exim, path: string, star: string): boolean {
  const domains = [...hostedDomains(system).keys()];
  return system.configuration.routers.some((router) => {
    const data = valueOf(router, 'data');
    return domains.some((domain) => {
      const values = { ...addressValues({ localPart: NOBODY, domain }), domain_data: domain, local_part_data: NOBODY };
      const asked = data ? expand(data, scopeOf({ system, client: STRANGER }, values)).asked : [];
      return asked.some((it) => it.table.path === path && (it.key === star || it.key === '*' || it.table.star !== undefined));
    });
  });
}

function fixesOf({ router, path }: AliasTable, star: string): readonly Fix[] {
  const data = valueOf(router, 'data');
  const start = data?.text.indexOf(`lsearch{${path}}`) ?? -1;
  const at = data && 0 <= start ? itemOf(data, start, start + 'lsearch'.length).at : undefined;
  return at ? [{ title: `Change it to ${better(star)} in ${router.name.text}`, edits: [replaceWord(at, better(star))] }] : [];
}

function better(star: string): string {
  return star === '*' ? 'lsearch*' : 'lsearch*@';
}
