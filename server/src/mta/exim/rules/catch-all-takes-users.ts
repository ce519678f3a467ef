import { insertLineAbove } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { type AliasTable, aliasTables } from '../aliasTables.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import type { Exim } from '../system.ts';
import { people } from './shared/people.ts';

export const catchAllTakesUsers: Rule<Exim> = {
  id: 'exim/catch-all-takes-users',
  severity: 'warning',
  summary: 'The * of a table of aliases takes mail of people who have an account here',
  source: 'The Exim specification, "Default values in single-key lookups"; asked of Exim 4.96',
  why: `
With \`lsearch*\` the entry \`*\` answers for every name that has no entry of its own, and aliases are asked before accounts: the router of
local users is never reached. An entry that leads to itself, such as \`alice: alice\`, lets the account have its mail.`,
  examples: [
    {
      title: 'A catch-all behind which nobody gets mail of his own',
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
postmaster: root@example.org
*: postmaster
^ * takes the mail of alice, who has an account here
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
postmaster: root@example.org
alice: alice
*: postmaster
`,
    },
    {
      title: 'An entry for each who has an account',
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
alice: alice
*: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    for (const table of aliasTables(system)) {
      if (table.table.star === undefined || table.by !== 'local part') continue;
      const row = table.file.rows.find('*');
      const taken = row < 0 ? [] : people(system).filter((it) => isTaken(system, table, row, it));
      if (0 < taken.length) yield findingOf(table, row, taken);
    }
  },
};

function isTaken(system: Exim, { router, file, domain }: AliasTable, row: number, user: string): boolean {
  const context = silently(system, 'deliver');
  const address = { localPart: user, domain };
  const place = file.rows.at(row);
  const [first] = route({ address }, context);
  if (first?.kind !== 'redirected' || first.router !== router.name.text || first.because.kind !== 'written') return false;
  const { at } = first.because;
  if (at.file !== place.file || at.start < place.start || place.end < at.end) return false;
  const behind = system.configuration.routers.indexOf(router) + 1;
  const [next] = route({ address, start: behind }, context);
  if (next?.kind !== 'taken') return false;
  // Who has mail of his own in another domain is not missed in this one.
  return [...hostedDomains(system).keys()].every((it) => route({ address: { localPart: user, domain: it } }, context)[0]?.kind !== 'taken');
}

function findingOf({ file }: AliasTable, row: number, taken: readonly string[]): Finding {
  const [first, ...others] = taken;
  const who = others.length === 0 ? `${first}, who has` : `${first} and ${others.length} more, who have`;
  const at = file.rows.keyAt(row);
  const lines = taken.map((it) => `${it}: ${it}`).join('\n');
  const title = others.length === 0 ? `Add an entry that leads ${first} to the account` : 'Add an entry for each account';
  return {
    at,
    message: `* takes the mail of ${who} an account here`,
    fixes: [{ title, edits: [insertLineAbove(file.text, at, lines)] }],
  };
}
