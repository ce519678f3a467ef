import { removeLines } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { type Address, type Node, textOf } from '../routing/address.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import { setting } from '../routing/settings.ts';
import { verify } from '../routing/verify.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Setting } from '../syntax/statement.ts';
import type { Exim } from '../system.ts';
import { fate, replyTo } from './shared/probe.ts';
import { someRecipients } from './shared/recipients.ts';

export const verifiesNobody: Rule<Exim> = {
  id: 'exim/verifies-nobody',
  severity: 'error',
  summary: 'The router that delivers takes no part in verification',
  source: 'check_router_conditions() of route.c; asked of Exim 4.96',
  why: `
\`verify = recipient\` runs the address through the routers without those that have \`no_verify\`. Where the only router that would take an
address is one of them, valid users are refused with \`550 Unknown user\`, although \`exim -bt\` shows that they would be delivered.`,
  examples: [
    {
      title: 'A router of accounts that is left out',
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
  no_verify
  ^^^^^^^^^ users takes no part in verification, so alice@example.com is refused, who has a mailbox
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
postmaster: root@example.com
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
      title: 'Forward files are left out, and accounts are not',
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
    },
  ],

  *check(system) {
    const told = new Set<Driver>();
    for (const address of someRecipients(system)) {
      if (verify(address, silently(system, 'verify')).kind !== 'no' || replyTo(system, address).verdict !== 'rejected') continue;
      if (fate(system, address) !== 'arrives') continue;
      const names = takers(system, { address }, 0);
      const router = system.configuration.routers.find((it) => names.includes(it.name.text) && optionOff(it));
      const option = router && optionOff(router);
      if (!router || !option || told.has(router)) continue;
      told.add(router);
      yield findingOf(system, router, option, address);
    }
  },
};

const DEEPEST = 10;

/** The routers that take an address, and those that take the one to which it leads. */
function takers(system: Exim, node: Node, depth: number): readonly string[] {
  const [first] = route(node, silently(system, 'deliver'));
  if (first?.kind === 'taken') return [first.router];
  if (first?.kind !== 'redirected') return [];
  const [child] = first.children;
  const next =
    child?.kind === 'address' && depth < DEEPEST ? { address: child.address, parent: { node, router: first.router } } : undefined;
  return [first.router, ...(next ? takers(system, next, depth + 1) : [])];
}

function optionOff(router: Driver): Setting | undefined {
  return offOf(router, 'verify') ?? offOf(router, 'verify_recipient');
}

function offOf(router: Driver, name: string): Setting | undefined {
  const found = setting(router, name);
  return found && (found.negated || /^(false|no)$/i.test(found.value.text.trim())) ? found : undefined;
}

function findingOf(system: Exim, router: Driver, { at, name }: Setting, address: Address): Finding {
  const text = system.textOf(at.file);
  return {
    at,
    message: `${router.name.text} takes no part in verification, so ${textOf(address)} is refused, who has a mailbox`,
    fixes: [{ title: `Remove no_${name.text}`, edits: [removeLines(text, at)] }],
  };
}
