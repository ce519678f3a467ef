import type { Finding, Rule } from '../../../core/rule.ts';
import { STRANGER } from '../../../core/trace.ts';
import { explain } from '../explain.ts';
import { type Address, textOf } from '../routing/address.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import { verify } from '../routing/verify.ts';
import type { Exim } from '../system.ts';
import { knownRecipients, SOMEBODY_ELSE } from './shared/known.ts';
import { someDomains, somePeople } from './shared/recipients.ts';
import { isExplained } from './shared/spoken.ts';

export const recipientPutOff: Rule<Exim> = {
  id: 'exim/recipient-put-off',
  severity: 'error',
  summary: 'Mail for somebody who is known here is put off for ever',
  source: 'verify_address() of verify.c and deliver_message() of deliver.c; asked of Exim 4.96',
  why: `
What cannot be decided is put off: a redirection that makes no sense, a list that cannot be asked, a path that is none. The sender tries again for
days, and whoever is meant gets nothing, though the configuration runs and the log alone tells why: \`451 Temporary local problem\`.`,
  examples: [
    {
      title: 'An entry that is no redirection',
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
info = alice
     ^^^^^^^ error in redirect data: missing or malformed local part (expected word or "<") in "= alice", so info@example.com is put off
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'A file that is no path',
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
  file = \${lookup{$local_part}lsearch{/etc/aliases}}
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "" is no absolute path, so alice@example.com is put off
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
      title: 'Entries that lead to somebody',
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
    for (const address of samples(system)) {
      const finding = findingOf(system, address);
      const key = finding && `${finding.at.file} ${finding.at.start}`;
      if (!finding || key === undefined || told.has(key)) continue;
      if (told.size === 0 && isExplained(system, 'put off')) return;
      told.add(key);
      yield finding;
    }
  },
};

function* samples(system: Exim): Generator<Address> {
  for (const { address } of knownRecipients(system)) yield address;
  for (const domain of someDomains(system)) {
    yield* somePeople(system, [domain]);
    yield { localPart: SOMEBODY_ELSE, domain };
  }
}

function findingOf(system: Exim, address: Address): Finding | undefined {
  const whom = textOf(address);
  const verified = verify(address, silently(system, 'verify'));
  // Who writes :defer: into a table says why, and wants it.
  const isMeant =
    (verified.kind === 'later' && verified.text !== undefined) ||
    route({ address }, silently(system, 'deliver')).some((it) => it.kind === 'deferred' && it.reply !== undefined);
  const { rcpt, deliveries, steps } = explain(system, whom, STRANGER);
  const stuck = deliveries.find((it) => it.outcome === 'deferred' || it.why.endsWith(GIVEN_UP));
  if (isMeant || system.flaw || (!stuck && rcpt.verdict !== 'deferred' && rcpt.verdict !== 'no-service')) return undefined;
  const step = steps.findLast((it) => it.verdict === 'deferred' || it.says === stuck?.why);
  const [why, because] =
    verified.kind === 'later' || verified.kind === 'died'
      ? [verified.kind === 'later' ? verified.why : verified.text, verified.because]
      : [stuck?.why.replace(GIVEN_UP, '') ?? step?.says, step?.because];
  const { file, start } = because?.kind === 'written' ? because.at : { file: '', start: 0 };
  if (system.textOf(file).startsWith(':defer:', start)) return undefined;
  // Of root another rule speaks.
  if (why === undefined || why.includes('never_users') || because?.kind !== 'written') return undefined;
  const who = address.localPart === SOMEBODY_ELSE ? `whoever else is named in ${address.domain}` : whom;
  return { at: because.at, message: `${why.replace(/[.:]$/, '')}, so ${who} is put off` };
}

/** Without a retry rule mail comes back at once. */
const GIVEN_UP = ', and no retry rule lets it wait';
