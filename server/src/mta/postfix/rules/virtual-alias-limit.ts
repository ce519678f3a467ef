import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import { type AliasEntry, addressOf } from '../redirections.ts';
import { written } from '../routing/address.ts';
import { deliveriesOf } from '../routing/index.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { type Links, linksOf, UNREAD } from './shared/links.ts';
import { removeParameter, setParameter } from './shared/setting.ts';

export const virtualAliasLimit: Rule<Postfix> = {
  id: 'postfix/virtual-alias-limit',
  severity: 'error',
  summary: 'A virtual alias names more addresses, or leads through more entries, than Postfix follows',
  source:
    'cleanup/cleanup_map1n.c: "unreasonable virtual_alias_maps map expansion size"; postconf(5), virtual_alias_expansion_limit, virtual_alias_recursion_limit; asked of Postfix 3.7: 451 4.6.0',
  why: `
cleanup(8) makes at most virtual_alias_expansion_limit recipients out of one, and follows at most
virtual_alias_recursion_limit entries, both built in as 1000. Beyond that it refuses the whole message with \`451 4.6.0 Alias
expansion error\`: senders keep trying for days, and nobody of the list gets anything. Mail for a long list belongs into
an alias with :include:, or to a list manager.`,
  examples: [
    {
      title: 'A list that is longer than the limit',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_alias_expansion_limit = 3
-- /etc/postfix/virtual --
board@example.com anna@example.org, ben@example.org
all@example.com board@example.com, carl@example.org, dora@example.org
^^^^^^^^^^^^^^^ all@example.com stands for 4 addresses, and virtual_alias_expansion_limit is 3, so its mail is deferred with 4.6.0
`,
      fixed: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
`,
    },
    {
      title: 'Entries that lead on and on',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_alias_recursion_limit = 2
-- /etc/postfix/virtual --
info@example.com office@example.com
^^^^^^^^^^^^^^^^ info@example.com leads through 3 entries, and virtual_alias_recursion_limit is 2, so its mail is deferred with 4.6.0
office@example.com desk@example.com
desk@example.com anna@example.org
`,
      fixed: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
`,
    },
    {
      title: 'A list that is as long as the limit',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_alias_expansion_limit = 3
-- /etc/postfix/virtual --
all@example.com anna@example.org, ben@example.org, carl@example.org
`,
    },
  ],

  *check(system) {
    const links = linksOf(system, 'virtual_alias_maps');
    if (links.count === 0 || isTemplate(system.mainCf.text)) return;
    const most = Number(system.parameters.text(EXPANSION)) || BUILT_IN;
    const deepest = Number(system.parameters.text(RECURSION)) || BUILT_IN;
    const ways = waysOf(system, links, most < BUILT_IN || deepest < BUILT_IN);
    for (const { entry, size, depth, worst } of ways) {
      // Where an entry leads to one that is too large already, that one is to blame.
      const isTooLarge = most < size && worst.size <= most;
      const isTooDeep = deepest < depth && worst.depth <= deepest;
      if ((!isTooLarge && !isTooDeep) || !isRefused(system, entry)) continue;
      yield isTooLarge
        ? findingOf(system, entry, `stands for ${size} addresses`, { name: EXPANSION, limit: most, need: size })
        : findingOf(system, entry, `leads through ${depth} entries`, { name: RECURSION, limit: deepest, need: depth });
    }
  },
};

const EXPANSION = 'virtual_alias_expansion_limit';
const RECURSION = 'virtual_alias_recursion_limit';
const BUILT_IN = 1000;

/** How many addresses come out of an entry, and how many entries stand on the longest way to one. */
interface Extent {
  readonly size: number;
  readonly depth: number;
  /** The largest of what the entries grow to that it leads to. */
  readonly worst: { readonly size: number; readonly depth: number };
}

const NOTHING: Extent = { size: 0, depth: 0, worst: { size: 0, depth: 0 } };
const MOST_NESTED = 200;

/** Entries by what they grow to. With the built-in limits only those count that name several targets: nobody nests a thousand entries. */
function* waysOf(system: Postfix, links: Links, isNarrow: boolean): Generator<Extent & { readonly entry: AliasEntry }> {
  const extents = new Map<number, Extent>();
  const open = new Set<number>();
  for (let id = 0; id < links.count; id++) {
    if (!isNarrow && links.next(id) !== UNREAD) continue;
    const entry = links.entry(id);
    if (isNarrow || 1 < entry.targets.length) yield { entry, ...extentOf(id, entry) };
  }

  /** Circles are findings of their own, so a way ends where it comes back. */
  function extentOf(id: number, entry = links.entry(id)): Extent {
    const known = extents.get(id);
    if (known) return known;
    if (open.has(id) || MOST_NESTED < open.size) return NOTHING;
    open.add(id);
    const below = nextOf(entry, id).map((it) => extentOf(it));
    open.delete(id);
    const worst = { size: 0, depth: 0 };
    let size = entry.targets.length;
    for (const it of below) {
      size += Math.max(0, it.size - 1);
      worst.size = Math.max(worst.size, it.size);
      worst.depth = Math.max(worst.depth, it.depth);
    }
    const res = { size, depth: 1 + worst.depth, worst };
    // Most entries lead to no other, and there may be a million of them.
    if (0 < below.length) extents.set(id, res);
    return res;
  }
  function nextOf(entry: AliasEntry, id: number): number[] {
    const plain = links.next(id);
    if (plain !== UNREAD) return plain < 0 || plain === id ? [] : [plain];
    return entry.targets.map((it) => idOf(it.text)).filter((it) => 0 <= it && it !== id);
  }
  function idOf(text: string): number {
    const mailbox = addressOf(system, text);
    return mailbox ? links.find(written(mailbox)) : -1;
  }
}

function isRefused(system: Postfix, { key }: AliasEntry): boolean {
  const mailbox = addressOf(system, key);
  return mailbox !== undefined && deliveriesOf(system, mailbox).some((it) => it.enhanced === '4.6.0');
}

interface Limit {
  readonly name: string;
  readonly limit: number;
  readonly need: number;
}

function findingOf(system: Postfix, { key, file, row }: AliasEntry, says: string, { name, limit, need }: Limit): Finding {
  const message = `${key} ${says}, and ${name} is ${limit}, so its mail is deferred with 4.6.0`;
  return { at: file.rows.keyAt(row), message, fixes: raised(system, { name, limit, need }) };
}

/** To what is built in where that is enough, else to the next thousand. */
function raised(system: Postfix, { name, need }: Limit): Fix[] {
  if (need <= BUILT_IN) return removeParameter(system, name);
  const value = String(Math.ceil(need / BUILT_IN) * BUILT_IN);
  return [{ title: `Set ${name} to ${value}`, edits: [setParameter(system, name, value, 'virtual_alias_maps')] }];
}
