import type { Entry, ParsedFile } from '../core/syntax.ts';
import type { FileId, Place } from '../core/text.ts';
import type { Snapshot } from '../workspace/snapshot.ts';

/** A statement in the outline of a file. */
export interface OutlineEntry {
  readonly name: string;
  readonly detail: string;
  readonly kind: Entry['kind'];
  readonly at: Place;
  /** The name in it. */
  readonly nameAt: Place;
  readonly body: readonly OutlineEntry[];
}

/** Of a table with a million entries the beginning is enough. */
const MOST_SYMBOLS = 5000;
const MOST_LETTERS = 80;

/** The statements of a file as an outline. */
export function symbolsIn(snapshot: Snapshot, file: FileId): readonly OutlineEntry[] {
  const parsed = snapshot.parsed(file);
  return parsed ? entriesOf(parsed).map(symbol) : [];
}

/** Its first statements. */
export function entriesOf(parsed: ParsedFile): readonly Entry[] {
  return parsed.beginning?.(MOST_SYMBOLS) ?? parsed.entries.slice(0, MOST_SYMBOLS);
}

function symbol({ kind, name, values, body, at }: Entry): OutlineEntry {
  const detail = values.map((it) => it.text.replace(/\s+/g, ' ')).join(' ');
  return {
    name: name.text === '' ? '(no name)' : name.text,
    detail: detail.length <= MOST_LETTERS ? detail : `${detail.slice(0, MOST_LETTERS)}…`,
    kind,
    at,
    nameAt: name.at,
    body: body.map(symbol),
  };
}
