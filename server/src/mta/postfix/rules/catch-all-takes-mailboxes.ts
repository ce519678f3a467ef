import { insertLineBelow } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { Delivery } from '../../../core/trace.ts';
import { isPerson } from '../../../formats/passwd.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { type Mailbox, written } from '../routing/address.ts';
import { isOwnDomain } from '../routing/deliver/mapped.ts';
import { findAddress } from '../routing/find.ts';
import { deliveriesOf } from '../routing/index.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { localDomains } from './shared/localDomain.ts';
import { tableSources } from './shared/tableSources.ts';
import { usersOf } from './shared/users.ts';

export const catchAllTakesMailboxes: Rule<Postfix> = {
  id: 'postfix/catch-all-takes-mailboxes',
  severity: 'warning',
  summary: 'A catch-all in the virtual aliases takes the mail of mailboxes that exist',
  source:
    'virtual(5), @domain; VIRTUAL_README; cleanup/cleanup_map1n.c; asked of Postfix 3.7: 250 at RCPT, then delivered to the catch-all',
  why: `
cleanup(8) asks virtual_alias_maps for every recipient, and only then the table of its class is looked at. An entry for
\`@example.org\` is found for whoever has no entry of his own there, so it also takes the mail of addresses that have a
mailbox. An entry that names the mailbox on both sides keeps its mail: it is found first, and ends the expansion.`,
  examples: [
    {
      title: 'Two mailboxes, and a catch-all that leads to one of them',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/vmailbox --
dave@example.org dave/
^^^^^^^^^^^^^^^^ also: never reached
erin@example.org erin/
-- /etc/postfix/virtual --
@example.org erin@example.org
^^^^^^^^^^^^ this entry is found before any mailbox, so mail for dave@example.org goes to erin@example.org
`,
      fixed: `
@example.org erin@example.org
dave@example.org dave@example.org
`,
    },
    {
      title: 'All users of a domain that is another one as well',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/relay --
anna@example.net OK
^^^^^^^^^^^^^^^^ also: never reached
ben@example.net OK
^^^^^^^^^^^^^^^ also: never reached
-- /etc/postfix/virtual --
@example.net @mail.example.com
^^^^^^^^^^^^ this entry is found before any mailbox, so mail for anna@example.net and 1 more bounces at anna@mail.example.com
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
@example.net @mail.example.com
anna@example.net anna@example.net
ben@example.net ben@example.net
`,
    },
    {
      title: 'Users of this host',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
@mail.example.com bob
^^^^^^^^^^^^^^^^^ this entry is found before any mailbox, so mail for alice@mail.example.com goes to bob@mail.example.com
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
alice:x:1000:1000::/home/alice:/bin/sh
^^^^^ also: never reached
bob:x:1001:1001::/home/bob:/bin/sh
`,
    },
    {
      title: 'Mailboxes with entries of their own, and a domain without mailboxes',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/vmailbox --
dave@example.org dave/
erin@example.org erin/
-- /etc/postfix/virtual --
@example.org erin@example.org
dave@example.org dave@example.org
@example.net dave@example.org
`,
    },
  ],

  *check(system) {
    const catchAlls = catchAllsOf(system);
    if (catchAlls.size === 0) return;
    const taken = new Map<string, Taken[]>();
    for (const { mailbox, at } of mailboxesOf(system, catchAlls)) {
      const delivery = takenAway(system, mailbox);
      if (!delivery) continue;
      const all = taken.get(mailbox.domain);
      if (all) all.push({ mailbox, at, delivery });
      else taken.set(mailbox.domain, [{ mailbox, at, delivery }]);
    }
    for (const [domain, all] of taken) yield findingOf(system, catchAlls.get(domain)!, all);
  },
};

interface CatchAll {
  readonly file: TableFile;
  readonly row: number;
}

type FullMailbox = Mailbox & { readonly domain: string };

/** A mailbox whose mail goes elsewhere, and where to. */
interface Taken {
  readonly mailbox: FullMailbox;
  readonly at: Place;
  readonly delivery: Delivery;
}

/** By domain: nobody walks a large table to find the few keys without a user. */
function catchAllsOf(system: Postfix): ReadonlyMap<string, CatchAll> {
  const files = system.mapsOf('virtual_alias_maps').tables.flatMap((it) => it.file ?? []);
  const res = new Map<string, CatchAll>();
  if (files.length === 0) return res;
  for (const { domain } of system.claims) {
    for (const file of res.has(domain) ? [] : files) {
      const row = file.rows.find(`@${domain}`);
      if (0 <= row && !res.has(domain)) res.set(domain, { file, row });
    }
  }
  return res;
}

/** The mailboxes of some domains that files tell: those of the tables of two classes, and the people with an account here. */
function* mailboxesOf(
  system: Postfix,
  domains: ReadonlyMap<string, unknown>,
): Generator<{ readonly mailbox: FullMailbox; readonly at: Place }> {
  for (const parameter of ['virtual_mailbox_maps', 'relay_recipient_maps'])
    for (const { local, domain, at } of addressKeys(system, parameter))
      if (local !== '' && domains.has(domain)) yield { mailbox: { local, domain }, at };
  const users = usersOf(system);
  for (const domain of localDomains(system)) {
    if (!users || !domains.has(domain)) continue;
    for (let row = 0; row < users.rows.count; row++)
      if (isPerson(users, row)) yield { mailbox: { local: users.rows.key(row), domain }, at: users.rows.keyAt(row) };
  }
}

/** The first delivery of mail for a mailbox that gets none of it, because the catch-all is all that the aliases have for it. */
function takenAway(system: Postfix, mailbox: FullMailbox): Delivery | undefined {
  const maps = system.mapsOf('virtual_alias_maps');
  const found = findAddress(maps, mailbox, isOwnDomain(system, mailbox.domain), system.parameters);
  if (found.kind !== 'hit' || !found.key.startsWith('@')) return undefined;
  const deliveries = deliveriesOf(system, mailbox);
  const own = written(mailbox).toLowerCase();
  const isUnsure = deliveries.some((it) => it.recipient.toLowerCase() === own || it.outcome === 'unknown' || it.outcome === 'deferred');
  return isUnsure ? undefined : deliveries[0];
}

const MOST_SHOWN = 10;

function findingOf(system: Postfix, { file, row }: CatchAll, all: readonly Taken[]): Finding {
  const { mailbox, delivery } = all[0]!;
  const who = `${written(mailbox)}${all.length === 1 ? '' : ` and ${all.length - 1} more`}`;
  const fate = `${delivery.outcome === 'bounced' ? 'bounces at' : 'goes to'} ${delivery.recipient}`;
  return {
    at: file.rows.keyAt(row),
    message: `this entry is found before any mailbox, so mail for ${who} ${fate}`,
    related: all.slice(0, MOST_SHOWN).map(({ at }) => ({ at, message: 'never reached' })),
    fixes: [ownEntries(system, { file, row }, all)],
  };
}

function ownEntries(system: Postfix, { file, row }: CatchAll, all: readonly Taken[]): Fix {
  const lines = all.map(({ mailbox }) => `${written(mailbox)} ${written(mailbox)}`);
  const build = tableSources(system).find((it) => it.file.file === file.file)?.build;
  return {
    title: `Add ${all.length === 1 ? `an entry for ${written(all[0]!.mailbox)}` : `entries for these ${all.length} mailboxes`}`,
    edits: [insertLineBelow(file.text, file.rows.at(row), lines.join('\n'))],
    ...(build !== undefined && { command: build }),
  };
}
