import type { Finding, Rule } from '../../../core/rule.ts';
import { physicalLines } from '../../../formats/logicalLines.ts';
import type { Exim } from '../system.ts';

export const domainLocalAndRemote: Rule<Exim> = {
  id: 'exim/domain-local-and-remote',
  severity: 'warning',
  summary: 'A domain is among the local and among the remote domains of a control panel',
  source: 'The documentation of cPanel on /etc/localdomains and /etc/remotedomains; the first of them is asked by its Exim configuration',
  why: `
Panels keep two lists, of domains whose mail stays on this host and of those whose mail is elsewhere. Exim asks the first: a domain that
moved away and is still there has its mail delivered here, and whoever has a mailbox at the new place only is an unknown user.`,
  examples: [
    {
      title: 'A domain that has moved, and stayed',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
domainlist local_domains = @ : lsearch;/etc/localdomains
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
-- /etc/localdomains --
example.com
^^^^^^^^^^^ example.com is in /etc/remotedomains too, and its mail stays on this host all the same
example.net
-- /etc/remotedomains --
example.org
example.com
^^^^^^^^^^^ also: the domain as one whose mail is elsewhere
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'Each domain in one of them',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
domainlist local_domains = @ : lsearch;/etc/localdomains
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
-- /etc/localdomains --
example.com
-- /etc/remotedomains --
example.org
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const names = system.configuration.lists.some((it) => it.value.text.includes(LOCAL));
    if (!names) return;
    const remote = domainsIn(system, REMOTE);
    for (const [domain, at] of domainsIn(system, LOCAL)) {
      const other = remote.get(domain);
      if (!other) continue;
      yield {
        at,
        message: `${domain} is in ${REMOTE} too, and its mail stays on this host all the same`,
        related: [{ at: other, message: 'the domain as one whose mail is elsewhere' }],
      };
    }
  },
};

const LOCAL = '/etc/localdomains';
const REMOTE = '/etc/remotedomains';

/** One domain a line; a colon may stand behind it. */
function domainsIn(system: Exim, path: string): ReadonlyMap<string, Finding['at']> {
  const found = system.lookups.text(path);
  const res = new Map<string, Finding['at']>();
  if (found.kind !== 'file') return res;
  for (const { start, end } of physicalLines(found.text)) {
    const name = /^[^\s#:]+/.exec(found.text.slice(start, end))?.[0];
    if (name !== undefined) res.set(name.toLowerCase(), { file: found.file, start, end: start + name.length });
  }
  return res;
}
