import { appendLine, insertLineBelow, removeFromList, removeLines } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { DomainClaim } from '../../../core/system.ts';
import type { Place } from '../../../core/text.ts';
import { CLASS_LISTS, type ClassList } from '../classes.ts';
import { membership } from '../domainList.ts';
import { parentsOf } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';

export const domainInTwoClasses: Rule<Postfix> = {
  id: 'postfix/domain-in-two-classes',
  severity: 'error',
  summary: 'A domain is listed in more than one address class',
  source: 'trivial-rewrite/resolve.c, resolve_addr(): "do not list domain %s in BOTH %s and %s"; all pairs asked of Postfix 3.7',
  why: `
Postfix puts every recipient domain into one class, and asks for local first, then virtual alias, virtual mailbox and
relay. A domain that is listed twice gets the first class: the other list, and the table of users behind it, are dead
text. Postfix logs \`do not list domain example.com in BOTH mydestination and virtual_mailbox_domains\`, but says nothing
where the second list is relay_domains. It is an error where a user of the second table is refused for it, else a warning.

Two ways into this are easy to miss: myhostname is in the built-in mydestination, and virtual_alias_domains is built in
as $virtual_alias_maps, so that a key without @ in those tables, or a pattern that matches the bare domain, makes a
virtual alias domain.`,
  examples: [
    {
      title: 'A hosted domain that is still local',
      bad: `
-- main.cf --
mydestination = localhost, example.com
                           ^^^^^^^^^^^ example.com is local here, so Postfix ignores it in virtual_mailbox_domains
virtual_mailbox_domains = example.com
                          ^^^^^^^^^^^ also: never asked for this domain
`,
      fixed: `
mydestination = localhost
virtual_mailbox_domains = example.com
`,
    },
    {
      title: 'A mailbox that is refused for it',
      bad: `
-- main.cf --
mydestination = localhost, example.com
                           ^^^^^^^^^^^ example.com is local here, so Postfix ignores it in virtual_mailbox_domains and refuses dave@example.com
virtual_mailbox_domains = example.com
                          ^^^^^^^^^^^ also: never asked for this domain
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
alias_maps =
-- /etc/postfix/vmailbox --
alice@example.com example.com/alice/
dave@example.com example.com/dave/
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'The name of the host is a hosted domain',
      bad: `
-- main.cf --
myhostname = example.com
             ^^^^^^^^^^^ also: the built-in mydestination holds $myhostname
virtual_mailbox_domains = example.com
                          ^^^^^^^^^^^ example.com is local already, so Postfix ignores it in virtual_mailbox_domains
`,
      fixed: `
myhostname = example.com
mydestination = localhost.$mydomain, localhost
virtual_mailbox_domains = example.com
`,
    },
    {
      title: 'A key without @ makes a virtual alias domain',
      bad: `
-- main.cf --
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_domains = example.com, example.net
                          ^^^^^^^^^^^ also: never asked for this domain
-- /etc/postfix/virtual --
example.com anything
^^^^^^^^^^^ example.com is a virtual alias domain here, so Postfix ignores it in virtual_mailbox_domains
info@example.com dave@example.net
`,
      fixed: `
info@example.com dave@example.net
`,
    },
    {
      title: 'A pattern without an @ matches the bare domain too',
      bad: `
-- main.cf --
virtual_alias_maps = regexp:/etc/postfix/patterns
virtual_mailbox_domains = example.com
                          ^^^^^^^^^^^ also: never asked for this domain
-- /etc/postfix/patterns --
/example\\.com/ dave@example.net
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ example.com is a virtual alias domain here, so Postfix ignores it in virtual_mailbox_domains
`,
    },
    {
      title: 'One domain in each list',
      good: `
-- main.cf --
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_domains = example.com
relay_domains = example.net
-- /etc/postfix/virtual --
example.org anything
info@example.org dave@example.com
`,
    },
    {
      title: 'relay_domains as it was built in before Postfix 3.0, and a relay domain above a local one',
      good: `
-- main.cf --
mydestination = example.com, mail.example.net
relay_domains = $mydestination, example.net
`,
    },
    {
      title: 'A domain that is taken out of a list in front of it',
      good: `
-- main.cf --
mydestination = !example.com, /etc/postfix/domains
virtual_mailbox_domains = example.com
-- /etc/postfix/domains --
example.com example.net
`,
    },
  ],

  *check(system) {
    const pairs = pairsOf(system);
    if (pairs.length === 0) return;
    const refused = refusedUsers(system, pairs);
    const words = severalNames(system);
    for (const pair of pairs) yield findingOf(system, pair, refused.get(pair), words);
  },
};

/** Two claims of the same domain: the first list decides, the second one is ignored. */
interface Pair {
  readonly winner: Winner;
  readonly loser: DomainClaim;
}

/** A claim, or a pattern that matches the domain without naming it. */
type Winner = Pick<DomainClaim, 'setting' | 'class' | 'at' | 'origin'>;

const NOUNS = {
  local: 'local',
  'virtual-alias': 'a virtual alias domain',
  'virtual-mailbox': 'a virtual mailbox domain',
  relay: 'a relay domain',
} as const;

const ORDER = Object.keys(CLASS_LISTS);

function pairsOf(system: Postfix): Pair[] {
  const winners = new Map<string, DomainClaim>();
  const told = new Set<string>();
  const catching = catchingTables(system);
  const res: Pair[] = [];
  for (const claim of system.claims) {
    if (claim.domain.startsWith('.') || repeatsMydestination(system, claim)) continue;
    const named = winners.get(claim.domain);
    if (!named) winners.set(claim.domain, claim);
    const winner = [caughtBefore(catching, claim), named].find((it) => it && it.setting !== claim.setting);
    const key = `${claim.setting} ${claim.domain}`;
    if (!winner || told.has(key)) continue;
    told.add(key);
    if (holds(system, winner.setting, claim.domain) && holds(system, claim.setting, claim.domain)) res.push({ winner, loser: claim });
  }
  return res;
}

/** `relay_domains = $mydestination` was built in once and changes nothing. */
function repeatsMydestination(system: Postfix, { setting, at }: DomainClaim): boolean {
  if (setting !== 'relay_domains') return false;
  if (!system.parameters.assignment('relay_domains')) return true;
  return at !== undefined && /^\$[{(]?mydestination[)}]?$/.test(system.textOf(at.file).slice(at.start, at.end));
}

/** Tables that match domains although no key spells them, such as patterns and static:, in the order of the lists. */
function catchingTables({ domainLists }: Postfix) {
  return (Object.keys(CLASS_LISTS) as ClassList[]).flatMap((setting) =>
    domainLists[setting].elements.flatMap((it) => (it.kind !== 'table' || it.table.file || it.negated ? [] : { setting, ...it })),
  );
}

/** What an earlier list makes of the domain by such a table. */
function caughtBefore(tables: ReturnType<typeof catchingTables>, claim: DomainClaim): Winner | undefined {
  for (const { setting, table, at } of tables) {
    if (ORDER.indexOf(claim.setting) <= ORDER.indexOf(setting)) return undefined;
    const found = table.lookup(claim.domain, 'name');
    if (found.kind === 'hit') return { setting, class: CLASS_LISTS[setting], origin: found.origin, ...(at && { at }) };
  }
  return undefined;
}

/** Claims do not look at what stands in front of them, so a list with exceptions or tables is asked. */
function holds(system: Postfix, setting: string, domain: string): boolean {
  const list = system.domainLists[setting as ClassList];
  if (list.elements.every((it) => it.kind === 'name' && !it.negated)) return true;
  return membership(list, domain, setting === 'relay_domains' ? parentsOf(system, setting) : 'none').kind === 'in';
}

const USERS = { virtual_mailbox_domains: 'virtual_mailbox_maps', relay_domains: 'relay_recipient_maps' } as const;
const MOST_ASKED = 20;

/** For each pair a user of the ignored list's table who is certainly refused; aliases work in every class. */
function refusedUsers(system: Postfix, pairs: readonly Pair[]): ReadonlyMap<Pair, string> {
  const res = new Map<Pair, string>();
  for (const [list, maps] of Object.entries(USERS)) {
    const wanted = new Map(pairs.filter((it) => it.loser.setting === list).map((pair) => [pair.loser.domain, { pair, asked: 0 }]));
    if (wanted.size === 0) continue;
    for (const { key, local, domain } of addressKeys(system, maps)) {
      const entry = wanted.get(domain);
      if (!entry || local === '' || res.has(entry.pair) || MOST_ASKED <= entry.asked) continue;
      entry.asked++;
      if (isRefusedAsUnknown(system, { local, domain })) res.set(entry.pair, key);
    }
  }
  return res;
}

function findingOf(system: Postfix, { winner, loser }: Pair, refused: string | undefined, several: ReadonlySet<string>): Finding {
  const { domain } = loser;
  const [first, second] = [placeOf(system, winner), placeOf(system, loser)];
  const consequence = `so Postfix ignores it in ${loser.setting}${refused === undefined ? '' : ` and refuses ${refused}`}`;
  const severity = refused === undefined ? ('warning' as const) : ('error' as const);
  if (first) {
    return {
      at: first,
      severity,
      message: `${domain} is ${NOUNS[winner.class]} here, ${consequence}`,
      related: second ? [{ at: second, message: 'never asked for this domain' }] : [],
      fixes: [...removal(system, winner, domain, several), ...removal(system, loser, domain, several)],
    };
  }
  const why = winner.origin.kind === 'written' ? winner.origin.at : undefined;
  return {
    at: second ?? loserValue(system, loser),
    severity,
    message: `${domain} is ${NOUNS[winner.class]} already, ${consequence}`,
    related: why ? [{ at: why, message: `the built-in ${winner.setting} holds $myhostname` }] : [],
    fixes: [...withoutHostname(system, domain), ...removal(system, loser, domain, several)],
  };
}

/** Where the name stands: in the list, or in the table that the list names. Undefined for what the built-in mydestination holds. */
function placeOf(system: Postfix, { at, origin, setting }: Winner): Place | undefined {
  if (origin.kind !== 'written') return at;
  if (isTable(system, origin.at)) return origin.at;
  return at ?? (setting === 'mydestination' ? undefined : origin.at);
}

function loserValue(system: Postfix, { setting, origin }: DomainClaim): Place {
  const start = { file: system.root, start: 0, end: 0 };
  return system.parameters.assignment(setting)?.valueAt ?? (origin.kind === 'written' ? origin.at : start);
}

/** True in a file of keys or patterns, which a list reads as a table and not as names. */
function isTable(system: Postfix, { file }: Place): boolean {
  const format = system.files.find((it) => it.file === file)?.format;
  return format !== undefined && format !== system.mainCf.format && format !== 'name-list';
}

/** The words of lists that stand for more than one domain, such as a variable with a list of its own. */
function severalNames(system: Postfix): ReadonlySet<string> {
  const first = new Map<string, string>();
  const res = new Set<string>();
  for (const { at, domain } of system.claims) {
    if (!at) continue;
    const spot = spotOf(at);
    const known = first.get(spot);
    if (known === undefined) first.set(spot, domain);
    else if (known !== domain) res.add(spot);
  }
  return res;
}

function spotOf({ file, start }: Place): string {
  return `${file}:${start}`;
}

/** Takes the word out of its list, or the line out of its table, where that takes out nothing else. */
function removal(system: Postfix, claim: Winner, domain: string, several: ReadonlySet<string>): Fix[] {
  const at = placeOf(system, claim);
  if (!at) return [];
  const text = system.textOf(at.file);
  if (isTable(system, at)) {
    const use = system.tables.find((it) => it.file === at.file);
    const isKey = text.slice(at.start, at.end).toLowerCase() === domain;
    const command = use?.build === undefined ? {} : { command: use.build };
    return isKey ? [{ title: `Remove ${domain} from ${at.file.replace(/^.*\//, '')}`, edits: [removeLines(text, at)], ...command }] : [];
  }
  const word = text.slice(at.start, at.end);
  const isName = word.toLowerCase() === domain || /^\$\W?\w+\W?$/.test(word);
  return several.has(spotOf(at)) || !isName ? [] : [{ title: `Remove ${word} from ${claim.setting}`, edits: [removeFromList(text, at)] }];
}

/** Writes mydestination as it is built in, but for the name of the host. */
function withoutHostname(system: Postfix, domain: string): Fix[] {
  const { parameters, mainCf } = system;
  if (parameters.assignment('mydestination') || parameters.text('myhostname').toLowerCase() !== domain) return [];
  const line = 'mydestination = localhost.$mydomain, localhost';
  const below = parameters.assignment('myhostname')?.at;
  const edit = below ? insertLineBelow(mainCf.text, below, line) : appendLine(mainCf.file, mainCf.text, line);
  return [{ title: 'Take $myhostname out of mydestination', edits: [edit] }];
}
