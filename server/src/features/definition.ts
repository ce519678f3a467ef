import type { FileId, Place } from '../core/text.ts';
import type { Snapshot, SystemView } from '../workspace/snapshot.ts';
import { distinctPlaces } from './names/places.ts';
import { type Subject, subjectsAt } from './names/subject.ts';

/** Where the word at the cursor is made: the line, the entry, the file or the list that it names. */
export function definitionsAt(snapshot: Snapshot, file: FileId, offset: number): readonly Place[] {
  const text = snapshot.textOf(file);
  return distinctPlaces(
    snapshot.systemsOf(file).flatMap((view) => {
      const found = subjectsAt({ view, file, text, offset }).map((it) => definitionsOf(it, view));
      return found.find((it) => 0 < it.length) ?? [];
    }),
  );
}

/** Where a subject is made; nothing where no file says. */
export function definitionsOf(subject: Subject, view: SystemView): readonly Place[] {
  const { system } = view;
  switch (subject.kind) {
    case 'name': {
      const { kind, name } = subject.use;
      return system.names.filter((it) => it.role === 'definition' && it.kind === kind && it.name === name).map((it) => it.at);
    }
    case 'table':
      return subject.table.file === undefined ? [] : [beginningOf(subject.table.file)];
    case 'file':
      return [beginningOf(subject.file)];
    case 'recipient':
      return recipient(subject, view);
    case 'domain':
      return domain(subject.domain, view);
    default:
      return subject satisfies never;
  }
}

function beginningOf(file: FileId): Place {
  return { file, start: 0, end: 0 };
}

/** The entry that takes the mail or the mailbox's line, or else the line that ends the way of mail if it is that of a user. */
function recipient({ address, made }: Extract<Subject, { kind: 'recipient' }>, view: SystemView): readonly Place[] {
  const { system, follow } = view;
  if (made) return [made];
  if (address === undefined) return [];
  const found = system.redirectionFor(address) ?? system.mailboxFor?.(address);
  if (found) return [found.at];
  const because = follow(address).steps.find((it) => it.delivery !== undefined)?.because;
  return because?.kind === 'written' && isAbout(address, because.at, view) ? [because.at] : [];
}

/** What ends the way of mail may also be a setting, which says nothing of one user. */
function isAbout(address: string, { file, start, end }: Place, { host }: SystemView): boolean {
  const text = host.map(({ system }) => system.textOf(file)).find((it) => it !== '') ?? '';
  const written = text.slice(start, end).toLowerCase();
  return written.startsWith('@') || written.includes(address.slice(0, address.lastIndexOf('@')).toLowerCase());
}

/** The words of all lists that name a domain; where it has none of its own, the one that takes it, such as that of its parent. */
function domain(name: string, { system }: SystemView): readonly Place[] {
  const claims = system.claims
    .filter((it) => it.domain === name)
    .flatMap((it) => (it.origin.kind === 'written' ? it.origin.at : (it.at ?? [])));
  if (0 < claims.length) return claims;
  const found = system.classOf(name);
  return found.kind === 'class' && found.because.kind === 'written' ? [found.because.at] : [];
}
