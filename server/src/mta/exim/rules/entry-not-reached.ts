import type { Origin } from '../../../core/fact.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { hostedDomains } from '../hostedDomains.ts';
import { textOf } from '../routing/address.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import { verify } from '../routing/verify.ts';
import type { Exim } from '../system.ts';
import { type Known, knownRecipients, SOMEBODY_ELSE } from './shared/known.ts';
import { fate, replyTo } from './shared/probe.ts';
import { isRefusedOnPurpose } from './shared/purpose.ts';
import { isExplained } from './shared/spoken.ts';

export const entryNotReached: Rule<Exim> = {
  id: 'exim/entry-not-reached',
  severity: 'warning',
  summary: 'An entry of a table that no router comes to',
  source: 'route_address() of route.c; asked of Exim 4.96',
  why: `
A router that stands in front, one that is skipped by its own conditions, a file that it requires and that is not there: the table has the
recipient, and the routers that are asked for the address never come to the table. Whoever is named there is an unknown user.`,
  examples: [
    {
      title: 'A router that waits for a file',
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
  require_files = /etc/exim4/with-aliases
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
^^^^^^^^^^ no router comes to this entry, so postmaster@example.com is an unknown user
info: alice
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'A mailbox that needs an account as well',
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
users:
  driver = accept
  local_parts = lsearch;/etc/exim4/mailboxes
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/exim4/mailboxes --
anna: anna
^^^^ no router takes this entry, so anna@example.com is an unknown user
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'A router that is asked',
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
    const told = new Set<string>();
    for (const known of knownRecipients(system)) {
      // Of a table one entry is enough, for all of them have the same way.
      if (told.has(known.at.file) || !isLost(system, known)) continue;
      if (told.size === 0 && isExplained(system, 'lost')) return;
      told.add(known.at.file);
      yield findingOf(system, known);
    }
  },
};

function isLost(system: Exim, known: Known): boolean {
  const { address, at, isShared } = known;
  const { localPart, domain } = address;
  const ends = route({ address }, silently(system, 'deliver'));
  const isUnknown = ends.every((it) => it.kind === 'failed' && !isMeant(system, known, it.because));
  const isRedirected = ends.every((it) => it.kind === 'redirected');
  if ((!isUnknown && !isRedirected) || fate(system, address) !== 'bounces' || verify(address, silently(system, 'verify')).kind !== 'no')
    return false;
  if (replyTo(system, address).verdict === 'unknown') return false;
  // A name without a domain may be meant for another one of this host.
  const isBare = isShared && !system.textOf(at.file).slice(at.start, at.end).includes('@');
  return !isBare || [...hostedDomains(system).keys()].every((it) => it === domain || fate(system, { localPart, domain: it }) === 'bounces');
}

/** Words for everybody else, in another entry of the same table, are not meant for who has one of his own. */
function isMeant(system: Exim, { at, kind }: Known, because: Origin): boolean {
  if (kind === 'mailbox' || !isRefusedOnPurpose(system, because)) return false;
  const isOther =
    because.kind === 'written' && because.at.file === at.file && !/^[^\n]*$/.test(between(system.textOf(at.file), at, because.at));
  return !isOther;
}

function between(text: string, one: Place, other: Place): string {
  return text.slice(Math.min(one.start, other.start), Math.max(one.start, other.start));
}

function findingOf(system: Exim, { address, at, kind }: Known): Finding {
  const [first] = route({ address }, silently(system, 'deliver'));
  const fact =
    first?.kind === 'redirected' ? 'this entry leads to nobody' : `no router ${kind === 'alias' ? 'comes to' : 'takes'} this entry`;
  const who = address.localPart === SOMEBODY_ELSE ? `whoever else is named in ${address.domain}` : textOf(address);
  return { at, message: `${fact}, so ${who} is an unknown user` };
}
