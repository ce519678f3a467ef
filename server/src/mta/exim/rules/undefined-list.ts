import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { nearName } from '../../../formats/nearName.ts';
import type { ListKind } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { type ListReference, listReferences } from './shared/references.ts';

export const undefinedList: Rule<Exim> = {
  id: 'exim/undefined-list',
  severity: 'error',
  summary: 'A list names another list that is not there',
  source: 'match_check_list() of match.c, "unknown named ... list"; asked of Exim 4.96',
  why: `
Domains, hosts, addresses and local parts have named lists of their own: \`+local_domains\` in a list of domains is what
\`domainlist local_domains\` says. Where there is none, the list cannot be asked, and whoever needs it is told
\`451 Temporary local problem\`: \`exim -bV\` does not notice, the log says \`unknown named domain list\`.`,
  examples: [
    {
      title: 'A misspelled name',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
domainlist local_domains = @ : example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domain
                     ^^^^^^^^^^^^ there is no domainlist local_domain, so Exim puts off whatever asks this list
          verify = recipient
  accept
begin routers
users:
  driver = accept
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
domainlist local_domains = @ : example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
users:
  driver = accept
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'A list of another kind',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
hostlist local_domains = @ : example.com
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ also: this list has hosts
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept domains = +local_domains
                    ^^^^^^^^^^^^^ there is no domainlist local_domains, so Exim puts off whatever asks this list
begin routers
users:
  driver = accept
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'Lists that are there, and words that are none',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
domainlist local_domains = @ : example.com
domainlist all_domains = +local_domains : example.net
hostlist relays = +ignore_unknown : 192.0.2.1
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +all_domains
          verify = recipient
  accept
begin routers
users:
  driver = accept
  domains = +all_domains
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    for (const it of listReferences(system)) {
      const finding = system.configuration.list(it.kind, it.name.text) ? undefined : findingOf(it, system);
      if (finding) yield finding;
    }
  },
};

function findingOf({ kind, name }: ListReference, { configuration }: Exim): Finding | undefined {
  const { at } = name;
  if (!at) return undefined;
  const near = nearName(
    name.text,
    configuration.lists.filter((it) => it.kind === kind).map((it) => it.name.text),
  );
  const other = configuration.lists.find((it) => it.name.text === name.text);
  return {
    at,
    message: `there is no ${kind}list ${name.text}, so Exim puts off whatever asks this list`,
    ...(other && { related: [{ at: other.at, message: `this list has ${PLURALS[other.kind]}` }] }),
    ...(near !== undefined && { fixes: [{ title: `Change it to ${near}`, edits: [replaceWord(at, near)] }] }),
  };
}

const PLURALS: Readonly<Record<ListKind, string>> = {
  domain: 'domains',
  host: 'hosts',
  address: 'addresses',
  localpart: 'local parts',
};
