import { insertText } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { STRANGER } from '../../../core/trace.ts';
import { explain } from '../explain.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { textOf } from '../routing/address.ts';
import type { Exim } from '../system.ts';
import { fate, NOBODY, replyTo } from './shared/probe.ts';

export const recipientsNotVerified: Rule<Exim> = {
  id: 'exim/recipients-not-verified',
  severity: 'warning',
  summary: 'Strangers may write to users who are not there, and get a bounce',
  source: 'The Exim specification, "Verification of recipients"; asked of Exim 4.96',
  why: `
Routers are asked at RCPT TO only where the ACL says \`verify = recipient\`. Without it, or behind a statement that accepts before it is
reached, mail for anybody in a local domain is accepted, and what nobody takes comes back as a bounce, often to a sender who never wrote.
Statements for the host itself and for relay clients may well accept without asking.`,
  examples: [
    {
      title: 'An ACL that asks for the domain alone',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
  accept
  ^^^^^^ this statement accepts whoever is named in example.com, so mail for unknown users comes back as a bounce
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
      fixed: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
  require verify = recipient
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
      title: 'Only clients of this network are accepted unseen',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept hosts = 127.0.0.1
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

  *check(system) {
    const told = new Set<string>();
    for (const domain of hostedDomains(system).keys()) {
      const address = { localPart: NOBODY, domain };
      if (replyTo(system, address).verdict !== 'accepted' || fate(system, address) !== 'bounces') continue;
      const last = explain(system, textOf(address), STRANGER).steps.findLast((it) => it.verdict === 'accepted' && it.part !== 'queue');
      if (last?.because.kind !== 'written' || told.has(`${last.because.at.file} ${last.because.at.start}`)) continue;
      told.add(`${last.because.at.file} ${last.because.at.start}`);
      const finding = findingOf(system, last.because.at, domain);
      if (finding) yield finding;
    }
  },
};

/** The place is the statement, or the condition of it that decided. */
function findingOf(system: Exim, { file, start }: Place, domain: string): Finding | undefined {
  const statements = system.configuration.acls.flatMap((it) => it.statements);
  const verb = statements.find((it) => it.at.file === file && it.at.start <= start && start <= it.at.end)?.verb;
  if (!verb?.at) return undefined;
  const { at } = verb;
  const text = system.textOf(at.file);
  const line = text.lastIndexOf('\n', at.start - 1) + 1;
  const indent = text.slice(line, at.start);
  const edits = [insertText(at.file, line, `${indent}require verify = recipient\n`)];
  return {
    at,
    message: `this statement accepts whoever is named in ${domain}, so mail for unknown users comes back as a bounce`,
    fixes: indent.trim() === '' ? [{ title: 'Verify the recipient first', edits }] : [],
  };
}
