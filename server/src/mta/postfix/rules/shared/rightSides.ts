import type { Place } from '../../../../core/text.ts';
import type { AliasTarget } from '../../../../formats/aliases.ts';
import { nameList } from '../../../../formats/nameList.ts';
import { homeOf, isPerson } from '../../../../formats/passwd.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';
import type { AliasEntry } from '../../redirections.ts';
import { domainClass } from '../../routing/class.ts';
import { includedTargets } from '../../routing/deliver/local.ts';
import type { Postfix } from '../../system.ts';
import { hasLocalOrigin } from '../reach.ts';
import { type Links, linksOf, NOWHERE } from './links.ts';
import { transportEntryOf } from './transportTable.ts';
import { usersOf } from './users.ts';

/** Recipients that stand side by side: those of an alias, of its :include: list, or of a .forward file. */
export interface RightSide {
  readonly targets: readonly AliasTarget[];
  /** The text of the file that they stand in. */
  readonly text: string;
  /** What is lost where one of them is nobody. */
  readonly mail: string;
  /** Absent where they fill a file of their own. */
  readonly entry?: AliasEntry;
}

/** Whom the aliases and users of this host send mail on to; entries whose one target is certainly somebody are left out. */
export function* localRightSides(system: Postfix): Generator<RightSide> {
  const users = usersOf(system);
  const links = linksOf(system, 'alias_maps');
  const isPlain = hasLocalOrigin(system);
  const isTransports = transportTables(system);
  for (let id = 0; id < links.count; id++) {
    if (isPlain && (0 <= links.next(id) || (links.next(id) === NOWHERE && isUser(id)))) continue;
    const entry = links.entry(id);
    if (!isFirst(entry) || isTransports(entry) || isFilledInLater(entry)) continue;
    yield { targets: entry.targets, text: entry.file.text, mail: `mail for ${entry.key}`, entry };
    for (const target of entry.targets)
      if (target.kind === 'include') yield* fileSide(system, target.text.trim(), `its mail for ${entry.key}`, target.at);
  }
  for (let row = 0; users && row < Math.min(users.rows.count, MOST_USERS); row++) {
    const home = isPerson(users, row) ? homeOf(users, row) : undefined;
    if (home?.startsWith('/')) yield* fileSide(system, `${home}/.forward`, `mail for ${users.rows.key(row)}`);
  }

  function isUser(id: number): boolean {
    const { file, start, end } = links.valueAt(id);
    return users !== undefined && 0 <= users.rows.findIn(system.textOf(file), start, end);
  }
}

/** Each is a file that is looked for. */
const MOST_USERS = 2000;

/** Whom the virtual aliases lead to; entries that lead to another one, or to a mailbox, are left out. */
export function* virtualRightSides(system: Postfix): Generator<RightSide> {
  const links = linksOf(system, 'virtual_alias_maps');
  const isTransports = transportTables(system);
  const mailboxes = system.mapsOf('virtual_mailbox_maps').tables.flatMap((it) => it.file?.rows ?? []);
  for (let id = 0; id < links.count; id++) {
    if (leadsOn(links, id) || (links.next(id) === NOWHERE && isMailbox(links.valueAt(id)))) continue;
    const entry = links.entry(id);
    // A line that names a domain only makes it a virtual alias domain; its right side is never used.
    const isDomain = !entry.key.includes('@') && entry.key.includes('.');
    // A colon is part of the key, and then nobody asks for it.
    if (isDomain || entry.key.endsWith(':') || !isFirst(entry) || isTransports(entry) || isFilledInLater(entry)) continue;
    yield { targets: entry.targets, text: entry.file.text, mail: `mail for ${entry.key}`, entry };
  }

  function isMailbox({ file, start, end }: Place): boolean {
    const text = system.textOf(file);
    if (!mailboxes.some((it) => 0 <= it.findIn(text, start, end))) return false;
    const found = domainClass(system, text.slice(text.lastIndexOf('@', end) + 1, end).toLowerCase());
    return found.kind === 'class' && found.class === 'virtual-mailbox';
  }
}

/** True where the one target has an entry that is about others: nothing is wrong with this one then. */
function leadsOn(links: Links, id: number): boolean {
  const target = links.next(id);
  if (target < 0 || target === id) return false;
  const next = links.next(target);
  return next !== target && (next === NOWHERE || 0 <= next);
}

/** Of two entries with one key the first is used, and the later one leads nowhere. */
function isFirst({ file, key, row }: AliasEntry): boolean {
  return file.rows.find(key) === row;
}

/** `root: {{ admin }}` has three words, and a template engine makes other ones of them. */
function isFilledInLater({ targets }: AliasEntry): boolean {
  return targets.some(({ text }) => /\{[{%]|<%|^\$\{?\w|^@\w+@$|^__\w+__$/.test(text));
}

/** Tables that name no recipients at all, each looked at once: that is a finding of its own. */
function transportTables(system: Postfix): (entry: AliasEntry) => boolean {
  const known = new Map<TableFile, boolean>();
  return ({ file }) => {
    const res = known.get(file) ?? transportEntryOf(system, file) !== undefined;
    known.set(file, res);
    return res;
  };
}

function* fileSide(system: Postfix, path: string, mail: string, at?: AliasTarget['at']): Generator<RightSide> {
  const seen = system.mention({ path, format: nameList, ...(at && { at }) });
  if (seen.kind === 'file') yield { targets: includedTargets(seen.file.text, seen.file.file), text: seen.file.text, mail };
}
