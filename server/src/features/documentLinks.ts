import type { FileId, Place } from '../core/text.ts';
import type { Snapshot, SystemView } from '../workspace/snapshot.ts';
import { pathIn } from './names/subject.ts';

/** A path in a text, and the file of the workspace that lies there. */
export interface DocumentLink {
  readonly at: Place;
  readonly target: FileId;
}

/** Nobody clicks on more, and the editor underlines each of them. */
const MOST_LINKS = 1000;

/** Of a table with a million entries the beginning is enough. */
const MOST_ENTRIES = 5000;

/** The paths of a file that lead to another one: tables, included files, lists of addresses. */
export function linksIn(snapshot: Snapshot, file: FileId): readonly DocumentLink[] {
  const text = snapshot.textOf(file);
  const links = new Map<number, DocumentLink>();
  for (const view of snapshot.systemsOf(file))
    for (const { path, at, target } of pathsIn(view, file)) {
      if (links.size === MOST_LINKS) break;
      const place = narrowed(at, path, text);
      if (!links.has(place.start)) links.set(place.start, { at: place, target });
    }
  return [...links.values()].sort((a, b) => a.at.start - b.at.start);
}

interface Path {
  readonly path: string;
  readonly at: Place;
  readonly target: FileId;
}

function* pathsIn({ system, seen, locate }: SystemView, file: FileId): Generator<Path> {
  for (const { at, pathAt = at, path, file: target } of system.tables)
    if (at.file === file && path !== undefined && target !== undefined) yield { path, at: pathAt, target };
  for (const mention of system.mentions) {
    const { at, path } = mention;
    if (at?.file !== file) continue;
    const found = seen(mention);
    if (found.kind === 'file') yield { path, at, target: found.file.file };
    else if (found.kind === 'present') yield { path, at, target: found.file };
  }
  let left = MOST_ENTRIES;
  for (const { targets } of system.redirections(file)) {
    if (left-- <= 0) return;
    for (const { at, text } of targets) {
      const path = pathIn(text);
      const found = path === undefined ? undefined : locate(path);
      if (path !== undefined && found?.kind === 'found') yield { path, at, target: found.file };
    }
  }
}

/** The path alone where it is written out, and otherwise the whole word, such as one with a variable in it. */
function narrowed(at: Place, path: string, text: string): Place {
  const found = text.slice(at.start, at.end).indexOf(path);
  return found < 0 ? at : { file: at.file, start: at.start + found, end: at.start + found + path.length };
}
