import type { MailSystem, NameUse, Redirection } from '../core/system.ts';
import { contains, type FileId, type Place } from '../core/text.ts';
import type { Snapshot, SystemView } from '../workspace/snapshot.ts';
import { definitionsOf } from './definition.ts';
import { hasAny } from './hasAny.ts';
import { distinctPlaces } from './names/places.ts';
import { type Subject, subjectsAt } from './names/subject.ts';
import { leadingTo, leadsTo, markOf } from './reach.ts';

/** Nobody reads more. */
const MOST_PLACES = 1000;
/** Of a table with a million entries the beginning is enough. */
const MOST_ENTRIES = 50_000;

/** Where the word at the cursor is used; with the places that make it where those are wanted too. */
export function referencesAt(snapshot: Snapshot, file: FileId, offset: number, withDefinitions: boolean): readonly Place[] {
  const text = snapshot.textOf(file);
  const res = snapshot.systemsOf(file).flatMap((view) => {
    const found = subjectsAt({ view, file, text, offset }).map((it) => [
      ...(withDefinitions ? definitionsOf(it, view) : []),
      ...referencesOf(it, view),
    ]);
    return found.find((it) => 0 < it.length) ?? [];
  });
  return distinctPlaces(res).slice(0, MOST_PLACES);
}

function referencesOf(subject: Subject, view: SystemView): readonly Place[] {
  const { system } = view;
  switch (subject.kind) {
    case 'name': {
      const { kind, name } = subject.use;
      const isUse = (it: NameUse) => it.role === 'reference' && it.kind === kind && it.name === name;
      return [...system.names.filter(isUse), ...inTables(system, isUse)].map((it) => it.at);
    }
    case 'table': {
      const { file, name } = subject.table;
      return system.tables.filter((it) => (file === undefined ? it.name === name : it.file === file)).map((it) => it.at);
    }
    case 'file':
      return system.mentions.flatMap((it) => {
        const seen = it.at && view.seen(it);
        const found = seen?.kind === 'file' ? seen.file.file : seen?.kind === 'present' ? seen.file : undefined;
        return it.at && found === subject.file ? [it.at] : [];
      });
    case 'recipient':
      return view.host.flatMap((it) => leadingHere(subject, it.system));
    case 'domain':
      return view.host.flatMap((it) => it.system.files.flatMap((file) => wordsIn(file, subject.domain)));
    default:
      return subject satisfies never;
  }
}

function* inTables(system: MailSystem, isUse: (it: NameUse) => boolean): Generator<NameUse> {
  let left = MOST_ENTRIES;
  for (const it of system.namesInTables?.() ?? []) {
    if (left-- <= 0) return;
    if (isUse(it)) yield it;
  }
}

/** Words on the right side of entries whose mail comes to a recipient at once. */
function leadingHere({ address, entry, at }: Extract<Subject, { kind: 'recipient' }>, system: MailSystem): readonly Place[] {
  const own = entry && system.redirectionAt(at.file, at.start);
  if (address !== undefined)
    return addressesOf(address, system).flatMap((it) => wordsLeadingTo(own ?? system.redirectionFor(it) ?? it, it, system));
  if (!own) return [];
  return leadingTo(system, own).flatMap(({ targets }) => targets.filter((it) => isLeading(it, own, system)).map((it) => it.at));
}

/** Whoever leads to an address writes its local part: a search for that needs no index of a large table. */
function wordsLeadingTo(to: Redirection | string, address: string, system: MailSystem): readonly Place[] {
  const local = escapeForSearch(address.slice(0, address.lastIndexOf('@')));
  const res: Place[] = [];
  for (const { file, text } of system.files.filter((it) => hasAny(system.redirections(it.file))))
    for (const { index } of text.matchAll(new RegExp(`(?<![\\w.-])${local}(?![\\w-])`, 'gi'))) {
      const target = system.redirectionAt(file, index)?.targets.find((it) => contains(it.at, file, index));
      if (target && isLeading(target, to, system)) res.push(target.at);
      if (res.length === MOST_PLACES) return res;
    }
  return res;
}

function isLeading({ address }: Redirection['targets'][number], to: Redirection | string, system: MailSystem): boolean {
  return address !== undefined && leadsTo(system, address) === markOf(to);
}

/** A user without a domain gets the mail of that name in every local domain. */
function addressesOf(name: string, { claims }: MailSystem): readonly string[] {
  if (name.includes('@')) return [name.toLowerCase()];
  return [...new Set(claims.filter((it) => it.class === 'local').map((it) => `${name}@${it.domain}`.toLowerCase()))];
}

/** Where a domain stands in a text: by itself, behind an @ or behind the dot of a pattern, and not in a comment. */
function wordsIn({ file, text }: { readonly file: FileId; readonly text: string }, domain: string): readonly Place[] {
  const res: Place[] = [];
  const escaped = escapeForSearch(domain);
  for (const { index } of text.matchAll(new RegExp(`(?<![\\w-]|\\w\\.)${escaped}(?![\\w-]|\\.\\w)`, 'gi'))) {
    if (res.length === MOST_PLACES) break;
    const line = text.lastIndexOf('\n', index - 1) + 1;
    if (!/^\s*#/.test(text.slice(line, index))) res.push({ file, start: index, end: index + domain.length });
  }
  return res;
}

function escapeForSearch(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
