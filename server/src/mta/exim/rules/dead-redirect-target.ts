import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { nearNames } from '../../../formats/nearName.ts';
import { type AliasTable, addressOf, aliasTables, redirection } from '../aliasTables.ts';
import { type Address, qualified, textOf } from '../routing/address.ts';
import { silently } from '../routing/context.ts';
import { route } from '../routing/route.ts';
import type { Exim } from '../system.ts';
import { people } from './shared/people.ts';
import { NOBODY, replyTo } from './shared/probe.ts';
import { isRefusedOnPurpose } from './shared/purpose.ts';

export const deadRedirectTarget: Rule<Exim> = {
  id: 'exim/dead-redirect-target',
  severity: 'error',
  summary: 'An alias leads to somebody who is not there',
  source: 'verify_address() of verify.c and redirect_router_entry() of redirect.c; asked of Exim 4.96',
  why: `
The verification of a recipient follows a redirection to one address: an alias to somebody who left is refused with the words for an
unknown user. A redirection to several addresses is accepted unseen, and the dead ones among them come back to the sender as bounces.`,
  examples: [
    {
      title: 'One who is misspelled, and one of several who has left',
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
postmaster: alcie
            ^^^^^ nobody here is called alcie, so mail for postmaster is refused
sales: alice, dave@example.com
              ^^^^^^^^^^^^^^^^ nobody here is called dave@example.com, so mail for sales comes back to its sender
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
    {
      title: 'Living targets, remote ones, refusals on purpose, and an alias to itself',
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
remote:
  driver = dnslookup
  domains = ! +local_domains
  transport = smtp
  no_more
aliases:
  driver = redirect
  allow_fail
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
smtp:
  driver = smtp
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
postmaster: alice
alice: alice
gone: :fail: she has left
former: gone
friend: bob@example.org
null: :blackhole:
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    const tables = aliasTables(system);
    const users = new Set(people(system));
    const near = nearNames(() => [...users, ...tables.flatMap(namesIn)]);
    const arrives = arrivals(system);
    for (const table of tables) {
      const isLarge = LARGE < table.file.rows.count;
      for (let row = 0; row < table.file.rows.count; row++) {
        if (isLarge && leadsToKnown(table, row, users, arrives)) continue;
        for (const it of deadTargets(system, table, row)) yield findingOf(system, table, row, it, near);
      }
    }
  },
};

/**
 * From so many entries on, the routers are not asked about names that stand in the table or among the users, and about each address and
 * domain that others lead to only once: an editor waits.
 */
const LARGE = 2000;

function leadsToKnown(
  { file: { rows } }: AliasTable,
  row: number,
  users: ReadonlySet<string>,
  arrives: (address: string) => boolean,
): boolean {
  const names = rows.rawValue(row).split(',');
  return names.every((it) => {
    const name = it.trim();
    if (/^[\w.+-]+@[\w.-]+$/.test(name)) return arrives(name);
    return /^[\w.-]+$/.test(name) && (users.has(name) || 0 <= rows.find(name));
  });
}

/** Whether routers know an address as it is written, each asked once; a domain that knows a stranger's name knows all names. */
function arrivals(system: Exim): (address: string) => boolean {
  const known = new Map<string, boolean>();
  return (address) => isKnown(`${NOBODY}${address.slice(address.lastIndexOf('@'))}`) || isKnown(address);

  function isKnown(address: string): boolean {
    const found = known.get(address);
    if (found !== undefined) return found;
    const parsed = qualified(address, system);
    const ends = parsed && !('why' in parsed) ? route({ address: parsed }, silently(system, 'deliver')) : [];
    const res = ends.some((it) => it.kind !== 'failed');
    known.set(address, res);
    return res;
  }
}

interface DeadTarget {
  readonly at: Place;
  readonly address: Address;
}

/** Those whom a row leads to and whom no router takes. */
function* deadTargets(system: Exim, table: AliasTable, row: number): Generator<DeadTarget> {
  const found = redirection(system, table, row);
  for (const child of found?.children ?? []) {
    if (!found || child.kind !== 'address') continue;
    const { address, start } = child;
    const parent = { node: found.node, router: table.router.name.text };
    const ends = route({ address, parent, ...(start === undefined ? {} : { start }) }, silently(system, 'deliver'));
    const isDead = ends.every((it) => it.kind === 'failed' && !isRefusedOnPurpose(system, it.because));
    if (isDead) yield { at: placeOf(table, row, address), address };
  }
}

/** Where an address stands in a row, with its domain or without. */
function placeOf({ file: { rows, text } }: AliasTable, row: number, { localPart, domain }: Address): Place {
  const value = rows.valueAt(row);
  const written = text.slice(value.start, value.end).toLowerCase();
  for (const it of [`${localPart}@${domain}`.toLowerCase(), localPart.toLowerCase()]) {
    for (let i = written.indexOf(it); 0 <= i; i = written.indexOf(it, i + 1)) {
      const isWord = !/[\w.+@-]/.test(written[i - 1] ?? '') && !/[\w.+@-]/.test(written[i + it.length] ?? '');
      if (isWord) return { ...value, start: value.start + i, end: value.start + i + it.length };
    }
  }
  return value;
}

function findingOf(
  system: Exim,
  table: AliasTable,
  row: number,
  { at, address }: DeadTarget,
  near: (word: string) => string | undefined,
): Finding {
  const key = table.file.rows.key(row);
  const text = table.file.text.slice(at.start, at.end);
  const isRefused = replyTo(system, addressOf(table, row)!).verdict === 'rejected';
  const consequence = isRefused ? `mail for ${key} is refused` : `mail for ${key} comes back to its sender`;
  const name = near(address.localPart.toLowerCase());
  const fixes: Fix[] =
    name !== undefined && text.startsWith(address.localPart)
      ? [
          {
            title: `Change it to ${text.replace(address.localPart, name)}`,
            edits: [replaceWord(at, text.replace(address.localPart, name))],
          },
        ]
      : [];
  return { at, message: `nobody here is called ${text.includes('@') ? textOf(address) : text}, so ${consequence}`, fixes };
}

function namesIn({ file, by }: AliasTable): readonly string[] {
  if (by !== 'local part') return [];
  return Array.from({ length: file.rows.count }, (_, row) => file.rows.key(row)).filter((it) => /^[\w.-]+$/.test(it));
}
