import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { type AliasTable, aliasTables } from '../aliasTables.ts';
import { eximConf } from '../syntax/eximConf.ts';
import type { Exim } from '../system.ts';

export const addressAsKey: Rule<Exim> = {
  id: 'exim/address-as-key',
  severity: 'warning',
  summary: 'A key has another form than what its table is asked for',
  source: 'The Exim specification, "Single-key lookup types"; asked of Exim 4.96',
  why: `
\`lsearch\` looks for exactly the key that the lookup gives. A table that is asked for \`$local_part\` finds no key with a domain, and one that
is asked for \`$local_part@$domain\` finds no bare name: those entries are never used, and their recipients are unknown users.`,
  examples: [
    {
      title: 'An address in a table of local parts',
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
info@example.com: alice
^^^^^^^^^^^^^^^^ this table is asked for the local part alone, so nobody finds info@example.com here
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
postmaster: alice
info: alice
`,
    },
    {
      title: 'A bare name in a table of addresses',
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
  data = \${lookup{$local_part@$domain}lsearch{/etc/aliases}}
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
postmaster@example.com: alice
info: alice
^^^^ this table is asked for the whole address, so nobody finds info here
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
postmaster@example.com: alice
info@example.com: alice
`,
    },
    {
      title: 'A table that is asked both ways',
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
  data = \${lookup{$local_part@$domain}lsearch{/etc/aliases}{$value}{\${lookup{$local_part}lsearch{/etc/aliases}}}}
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
postmaster@example.com: alice
info: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const tables = aliasTables(system);
    for (const table of tables) {
      const isAskedBoth = tables.some((it) => it.path === table.path && it.by !== table.by);
      if (isAskedBoth || isAskedElsewhere(system, table)) continue;
      for (let row = 0; row < table.file.rows.count; row++) {
        const finding = findingOf(table, row);
        if (finding) yield finding;
      }
    }
  },
};

/** Whether its path stands in another place too, where it may be asked for something else. */
function isAskedElsewhere({ files }: Exim, { path }: AliasTable): boolean {
  const text = files
    .filter((it) => it.format === eximConf.id)
    .map((it) => it.text.replace(/^\s*#.*$/gm, ''))
    .join('\n');
  return 1 < text.split(path).length - 1;
}

function findingOf({ file, table, by, domain }: AliasTable, row: number): Finding | undefined {
  const key = file.rows.key(row);
  const isAddress = key.includes('@');
  if (key.startsWith('*') || isAddress === (by === 'address') || (table.star === '*@' && isAddress)) return undefined;
  const at = file.rows.keyAt(row);
  const better = isAddress ? key.slice(0, key.lastIndexOf('@')) : `${key}@${domain}`;
  const isSameDomain = !isAddress || key.toLowerCase().endsWith(`@${domain}`);
  const isFree = file.rows.find(better) < 0;
  const what = isAddress ? 'the local part alone' : 'the whole address';
  return {
    at,
    message: `this table is asked for ${what}, so nobody finds ${key} here`,
    fixes: isSameDomain && isFree ? [{ title: `Change it to ${better}`, edits: [replaceWord(at, better)] }] : [],
  };
}
