import type { Finding, Rule } from '../../../core/rule.ts';
import { STRANGER } from '../../../core/trace.ts';
import { explain } from '../explain.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { matchDomain } from '../lists/match.ts';
import { type Address, textOf } from '../routing/address.ts';
import { addressValues, scopeOf, silently } from '../routing/context.ts';
import { deliver } from '../routing/deliver.ts';
import type { AclStatement } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { knownRecipients } from './shared/known.ts';
import { fate, replyTo } from './shared/probe.ts';
import { somePeople } from './shared/recipients.ts';
import { isExplained } from './shared/spoken.ts';

export const knownUsersRefused: Rule<Exim> = {
  id: 'exim/known-users-refused',
  severity: 'warning',
  summary: 'The ACL refuses everybody in a domain that it means to accept',
  source: 'acl_check() of acl.c; asked of Exim 4.96',
  why: `
An ACL that takes mail from strangers for a domain, and in which a statement is turned around, has lost its negation or stands too early, refuses
all of that domain: routers have its users, \`exim -bt\` shows where their mail would go, and every sender is told that there is no such user.`,
  examples: [
    {
      title: 'A verification upside down',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          ! verify = recipient
          ^^^^^^^^^^^^^^^^^^^^ strangers are refused here whomever they write to in example.com, though routers take mail for postmaster@example.com
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
      title: 'A list upside down',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = ! +local_domains
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ strangers are refused here whomever they write to in example.com, though routers take mail for postmaster@example.com
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
    {
      title: 'An ACL that accepts them',
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

  *check(system) {
    const domains = domainsOf(system);
    const refused = [...domains].filter(([, known]) => known.every((it) => replyTo(system, it).verdict === 'rejected'));
    if (refused.length === 0 || isExplained(system, 'lost')) return;
    const isAll = refused.length === domains.size && expectsStrangers(system);
    const told = new Set<string>();
    for (const [domain, [first]] of refused) {
      const finding = first && (isAll || isWanted(system, domain)) ? findingOf(system, domain, first) : undefined;
      if (!finding || told.has(`${finding.at.file} ${finding.at.start}`)) continue;
      told.add(`${finding.at.file} ${finding.at.start}`);
      yield finding;
    }
  },
};

const MOST_NAMES = 5;

/** Some by domain whose mail has somewhere to go. */
function domainsOf(system: Exim): ReadonlyMap<string, readonly Address[]> {
  const res = new Map<string, Address[]>();
  const own = system.options.primaryHostname?.toLowerCase();
  const add = (it: Address): void => {
    const known = res.get(it.domain) ?? [];
    if (MOST_NAMES <= known.length || !it.domain.includes('.') || fate(system, it) !== 'arrives') return;
    res.set(it.domain, [...known, it]);
  };
  for (const { address } of knownRecipients(system, MOST_NAMES)) add(address);
  for (const it of somePeople(system, hostedDomains(system).keys(), 2)) if (isDelivered(system, it)) add(it);
  // What is sent to the host itself seldom comes from strangers.
  if (own !== undefined && 1 < res.size) res.delete(own);
  return res;
}

/** Another host may well have people who are called like those of this one. */
function isDelivered(system: Exim, address: Address): boolean {
  return deliver(address, silently(system, 'deliver')).every((it) => it.outcome !== 'forwarded');
}

const FOR_SOME: ReadonlySet<string> = new Set(['hosts', 'authenticated', 'encrypted', 'senders', 'sender_domains']);

/** The statements that strangers come to, behind the last one that accepts known hosts. */
function forStrangers({ configuration }: Exim): readonly AclStatement[] {
  const { statements = [] } = configuration.acl(configuration.option('acl_smtp_rcpt')?.value.text.trim() ?? '') ?? {};
  const last = statements.findLastIndex((it) => /^accept$/.test(it.verb.text) && it.conditions.some(({ name }) => FOR_SOME.has(name.text)));
  return statements.slice(last + 1);
}

/** Whether an ACL has more for strangers than a refusal. */
function expectsStrangers(system: Exim): boolean {
  return forStrangers(system).some(
    ({ verb, conditions }) =>
      /^(accept|require)$/.test(verb.text) || conditions.some((it) => it.name.text === 'verify' && /^recipient/.test(it.value.text)),
  );
}

/** Whether a statement accepts this domain by its list, or refuses all others. */
function isWanted(system: Exim, domain: string): boolean {
  const scope = scopeOf({ system, client: STRANGER }, addressValues({ localPart: 'x', domain }));
  return forStrangers(system).some(({ verb, conditions }) => {
    const isForOthers = /^(deny|drop)$/.test(verb.text);
    return conditions.some(
      (it) => it.name.text === 'domains' && it.negated === isForOthers && matchDomain(it.value, domain, scope).kind === 'yes',
    );
  });
}

function findingOf(system: Exim, domain: string, known: Address): Finding | undefined {
  const step = explain(system, textOf(known), STRANGER).steps.findLast((it) => it.verdict === 'rejected');
  if (step?.because.kind !== 'written') return undefined;
  return {
    at: step.because.at,
    message: `strangers are refused here whomever they write to in ${domain}, though routers take mail for ${textOf(known)}`,
  };
}
