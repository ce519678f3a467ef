import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { itemOf, type Sourced } from '../../../core/sourced.ts';
import { nearName } from '../../../formats/nearName.ts';
import { passwd } from '../../../formats/passwd.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import type { Exim } from '../system.ts';

export const unknownUser: Rule<Exim> = {
  id: 'exim/unknown-user',
  severity: 'error',
  summary: 'A user or a group that the host does not have',
  source: 'readconf_handle_option() of readconf.c, "user ... was not found"; asked of Exim 4.96 with exim -bV',
  why: `
Exim looks for the users and groups of its options when it reads them. Where the host has no such account it does not run: \`user ... was not
found\`. A user whose name is expanded is looked for at delivery. What is told here needs a list of users with root in it, for others are not whole.`,
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
alice:x:1001:1001::/home/alice:/bin/sh
mail:x:8:8::/var/mail:/usr/sbin/nologin
`,
    },
  ],

  *check(system) {
    const { main, routers, transports } = system.configuration;
    const known = { user: namesIn(system, '/etc/passwd'), group: namesIn(system, '/etc/group') };
    for (const { name, value } of [...main, ...[...routers, ...transports].flatMap((it) => it.settings)]) {
      const kind = OPTIONS[name.text];
      const names = kind && known[kind];
      if (!kind || !names?.includes('root') || value.text.includes('$')) continue;
      for (const { index, 0: word } of namesOf(value, name.text)) {
        const { at } = itemOf(value, index, index + word.length);
        if (!at || names.includes(word) || /^\d+$/.test(word)) continue;
        const near = nearName(word, names);
        yield {
          at,
          message: `there is no ${kind} ${word} on this host, so Exim does not run`,
          ...(near !== undefined && { fixes: [{ title: `Change it to ${near}`, edits: [replaceWord(at, near)] }] }),
        };
      }
    }
  },
};

/** Options that are looked up when the configuration is read; those with an s are lists. */
const OPTIONS: Readonly<Record<string, 'user' | 'group'>> = {
  admin_groups: 'group',
  command_group: 'group',
  command_user: 'user',
  exim_group: 'group',
  exim_user: 'user',
  group: 'group',
  never_users: 'user',
  system_filter_group: 'group',
  system_filter_user: 'user',
  trusted_groups: 'group',
  trusted_users: 'user',
  user: 'user',
};

function namesOf({ text }: Sourced, option: string): Iterable<RegExpExecArray> {
  return text.matchAll(option.endsWith('s') ? /[^\s:]+/g : /\S+/g);
}

/** Undefined where the file is not here. */
function namesIn(system: Exim, path: string): readonly string[] | undefined {
  const seen = system.mention({ path, format: passwd });
  if (seen.kind !== 'file') return undefined;
  const { rows } = seen.file as TableFile;
  return Array.from({ length: rows.count }, (_, row) => rows.key(row));
}
