import { insertLineBelow } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { textOf } from '../routing/address.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import { isOn, setting, valueOf } from '../routing/settings.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { people } from './shared/people.ts';
import { fate, replyTo } from './shared/probe.ts';

export const suffixOnOneRouter: Rule<Exim> = {
  id: 'exim/suffix-on-one-router',
  severity: 'warning',
  summary: 'A router of users knows a suffix that the one which delivers does not',
  source: 'The Exim specification, local_part_suffix; asked of Exim 4.96',
  why: `
A suffix such as \`+tag\` is taken off for one router at a time. Where the router of forward files has local_part_suffix and the one that
delivers to mailboxes has not, \`alice+tag\` works for those who have a forward file, and is an unknown user for all others.`,
  examples: [
    {
      title: 'Forward files with tags, mailboxes without',
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
forward:
  driver = redirect
  check_local_user
  local_part_suffix = +*
  ^^^^^^^^^^^^^^^^^^^^^^ forward takes off this suffix and users does not, so alice+tag@example.com is an unknown user
  local_part_suffix_optional
  file = $home/.forward
  no_verify
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
forward:
  driver = redirect
  check_local_user
  local_part_suffix = +*
  local_part_suffix_optional
  file = $home/.forward
  no_verify
users:
  driver = accept
  local_part_suffix = +*
  local_part_suffix_optional
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
      title: 'Both take it off',
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
forward:
  driver = redirect
  check_local_user
  local_part_suffix = +*
  local_part_suffix_optional
  file = $home/.forward
  no_verify
users:
  driver = accept
  check_local_user
  local_part_suffix = +*
  local_part_suffix_optional
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
    const [domain] = hostedDomains(system).keys();
    const user = people(system).find((it) => domain !== undefined && fate(system, { localPart: it, domain }) === 'arrives');
    if (domain === undefined || user === undefined) return;
    const [taken] = route({ address: { localPart: user, domain } }, silently(system, 'deliver'));
    const last = taken?.kind === 'taken' ? system.configuration.routers.find((it) => it.name.text === taken.router) : undefined;
    for (const router of system.configuration.routers) {
      const finding = last && router !== last ? findingOf(system, router, last, user, domain) : undefined;
      if (finding) yield finding;
    }
  },
};

/** The user's plain address arrives; the one with a suffix does not. */
function findingOf(system: Exim, router: Driver, last: Driver, user: string, domain: string): Finding | undefined {
  const suffix = setting(router, 'local_part_suffix');
  const letter = /^\s*([+=_.-])\*\s*(?:$|:)/.exec(suffix?.value.text ?? '')?.[1];
  if (!suffix || letter === undefined || !isOn(router, 'check_local_user', false) || valueOf(last, 'local_part_suffix')) return undefined;
  const tagged = { localPart: `${user}${letter}tag`, domain };
  const isRefused = replyTo(system, tagged).verdict === 'rejected' && replyTo(system, { localPart: user, domain }).verdict === 'accepted';
  if (!isRefused || fate(system, tagged) !== 'bounces') return undefined;
  const driver = setting(last, 'driver')?.at;
  const lines = `  local_part_suffix = ${letter}*\n  local_part_suffix_optional`;
  return {
    at: suffix.at,
    message: `${router.name.text} takes off this suffix and ${last.name.text} does not, so ${textOf(tagged)} is an unknown user`,
    fixes: driver ? [{ title: `Add it to ${last.name.text}`, edits: [insertLineBelow(system.textOf(driver.file), driver, lines)] }] : [],
  };
}
