import type { Entry } from '../core/syntax.ts';
import type { FileId, Place } from '../core/text.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { entriesOf } from './symbols.ts';

/** Lines that can be folded into their first one. */
export interface Fold {
  readonly at: Place;
  readonly kind: 'comment' | 'region';
}

/** Nobody folds more by hand. */
const MOST_FOLDS = 5000;

/** Comments over several lines, values that go on, and blocks. */
export function foldsIn(snapshot: Snapshot, file: FileId): readonly Fold[] {
  const parsed = snapshot.parsed(file);
  if (!parsed) return [];
  const { text } = parsed;
  const regions = entriesOf(parsed).flatMap((it) => [...regionsIn(it, text)]);
  return [...commentsIn(file, text), ...regions].slice(0, MOST_FOLDS);
}

function* regionsIn({ at, body }: Entry, text: string): Generator<Fold> {
  // The brace that ends a block stays in sight.
  const end = text[at.end - 1] === '}' && 0 < body.length ? text.lastIndexOf('\n', at.end - 1) : at.end;
  if (at.start < end && text.slice(at.start, end).includes('\n')) yield { at: { ...at, end }, kind: 'region' };
  for (const it of body) yield* regionsIn(it, text);
}

function* commentsIn(file: FileId, text: string): Generator<Fold> {
  for (const { index, 0: block } of text.matchAll(/^[^\S\n]*#[^\n]*(?:\n[^\S\n]*#[^\n]*)+/gm))
    yield { at: { file, start: index, end: index + block.length }, kind: 'comment' };
}
