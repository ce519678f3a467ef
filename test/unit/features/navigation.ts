import type { Place } from '../../../server/src/core/text.ts';
import type { Snapshot } from '../../../server/src/workspace/snapshot.ts';
import { openFixture } from './open.ts';

/** The places that a feature finds for the cursor, as `file:line word`. */
export function placesAt(source: string, find: (snapshot: Snapshot, file: string, offset: number) => readonly Place[]): readonly string[] {
  const { snapshot, fixture } = openFixture(source);
  const { file, offset } = fixture.cursor!;
  return find(snapshot, `/ws/${file}`, offset).map((it) => placeText(it, snapshot));
}

function placeText({ file, start, end }: Place, snapshot: Snapshot): string {
  const text = snapshot.textOf(file);
  return `${file.slice(4)}:${text.slice(0, start).split('\n').length} ${text.slice(start, end)}`.trimEnd();
}

/** A fixture with the cursor in front of the second half of the first stretch `before|behind` in one of its files. */
export function at(source: string, words: string): string {
  const [before, behind] = words.split('|') as [string, string];
  const found = source.indexOf(before + behind);
  if (found < 0) throw new Error(`"${before + behind}" is not in the fixture`);
  const offset = found + before.length;
  return `${source.slice(0, offset)}<|>${source.slice(offset)}`;
}
