import { appendLine } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import { aliasTables } from '../aliasTables.ts';
import { silently } from '../routing/context.ts';
import { deliver } from '../routing/deliver.ts';
import { route } from '../routing/route.ts';
import { setting } from '../routing/settings.ts';
import type { Exim } from '../system.ts';
import { people } from './shared/people.ts';

export const rootHasNoAlias: Rule<Exim> = {
  id: 'exim/root-has-no-alias',
  severity: 'warning',
  summary: 'Mail for root has nowhere to go',
  source: 'The Exim specification, never_users and FIXED_NEVER_USERS; asked of Exim 4.96',
  why: `
Exim delivers nothing as root. Where no alias leads root to a person, mail from cron and for postmaster, which mostly leads to root, comes to the
account, waits there for days and is given up: \`User 0 set for local_delivery transport is on the never_users list\`.`,
  examples: [
    {
      title: 'Aliases that end at root',
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
  ^^^^^^^^^^^^^^^^ no alias leads root to somebody and Exim delivers nothing as root, so mail for root never arrives
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
postmaster: root
root: alice
`,
    },
    {
      title: 'An alias for root',
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
postmaster: root
root: alice
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const domain = system.options.qualifyRecipient?.toLowerCase();
    if (domain === undefined || system.flaw || system.user('root').kind !== 'user') return;
    const address = { localPart: 'root', domain };
    const [first] = route({ address }, silently(system, 'deliver'));
    const isStuck = deliver(address, silently(system, 'deliver')).some((it) => it.why.includes('never_users'));
    const router = first?.kind === 'taken' ? system.configuration.routers.find((it) => it.name.text === first.router) : undefined;
    const at = router && (setting(router, 'check_local_user') ?? setting(router, 'driver'))?.at;
    if (!isStuck || !at) return;
    const message = 'no alias leads root to somebody and Exim delivers nothing as root, so mail for root never arrives';
    yield { at, message, fixes: fixesOf(system) };
  },
};

function fixesOf(system: Exim): readonly Fix[] {
  const [person] = people(system);
  const table = aliasTables(system).find((it) => it.by === 'local part' && it.file.rows.find('root') < 0);
  if (person === undefined || !table) return [];
  const { file, text } = table.file;
  return [{ title: `Lead root to ${person}`, edits: [appendLine(file, text, `root: ${person}`)] }];
}
