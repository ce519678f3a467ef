import type { Origin } from './fact.ts';
import type { Place } from './text.ts';

/**
 * A text whose every letter knows two places: where it stands in the setting that was asked, perhaps as the variable or
 * the macro that it came out of, and where it was written at last.
 */
export interface Sourced {
  readonly text: string;
  readonly parts: readonly Part[];
}

interface Part {
  readonly length: number;
  /** The stretch of the asked setting; `exact` where letter by letter, otherwise one name for all. Absent in a built-in value. */
  readonly top?: { readonly at: Place; readonly exact: boolean };
  /** The line that holds the letters, the setting whose built-in value they are, or the package that ships them. */
  readonly leaf: Exclude<Origin, { readonly kind: 'unknown' }>;
  /** The names between the two. */
  readonly via: readonly string[];
}

/** A word of a value: what it says, where it stands, and where that comes from. */
export interface Item {
  readonly text: string;
  readonly at?: Place;
  readonly origin: Origin;
  readonly via: readonly string[];
}

export const EMPTY: Sourced = { text: '', parts: [] };

export function written(text: string, at: Place): Sourced {
  return text === '' ? EMPTY : { text, parts: [{ length: text.length, top: { at, exact: true }, leaf: { kind: 'written', at }, via: [] }] };
}

export function builtIn(text: string, setting: string): Sourced {
  return text === '' ? EMPTY : { text, parts: [{ length: text.length, leaf: { kind: 'default', setting }, via: [] }] };
}

/** Text of a file that a package ships and that is not here: it has no place. */
export function packaged(text: string, by: string): Sourced {
  return text === '' ? EMPTY : { text, parts: [{ length: text.length, leaf: { kind: 'packaged', by }, via: [] }] };
}

export function joined(all: readonly Sourced[]): Sourced {
  return { text: all.map((it) => it.text).join(''), parts: all.flatMap((it) => it.parts) };
}

/** The value behind a name, put where the name stands. */
export function embedded(inner: Sourced, name: string, token: Sourced): Sourced {
  const at = itemOf(token, 0, token.text.length).at;
  const parts = inner.parts.map(
    (it): Part => ({ length: it.length, leaf: it.leaf, via: [name, ...it.via], ...(at && { top: { at, exact: false } }) }),
  );
  return { text: inner.text, parts };
}

/** A text that stands in no file: the expression that makes it is to blame for all of it. */
export function madeBy(token: Sourced, text: string): Sourced {
  const first = token.parts[0];
  return first
    ? { text, parts: [{ ...first, length: text.length, ...(first.top && { top: { at: first.top.at, exact: false } }) }] }
    : { text, parts: [] };
}

export function sliced(source: Sourced, start: number, end: number): Sourced {
  return slicer(source)(start, end);
}

/** Cuts a long text into stretches of which none begins before the one that was cut last, in one pass over its parts. */
export function slicer(source: Sourced): (start: number, end: number) => Sourced {
  let first = 0;
  let before = 0;
  return (start, end) => {
    for (; first < source.parts.length && before + source.parts[first]!.length <= start; first++) before += source.parts[first]!.length;
    const parts: Part[] = [];
    let offset = before;
    for (let i = first; i < source.parts.length && offset < end; i++) {
      const part = source.parts[i]!;
      const from = Math.max(start, offset);
      const to = Math.min(end, offset + part.length);
      if (from < to) parts.push(narrowed(part, from - offset, to - offset));
      offset += part.length;
    }
    return { text: source.text.slice(start, end), parts };
  };
}

export function itemOf(source: Sourced, start: number, end: number): Item {
  const { text, parts } = sliced(source, start, end);
  const first = parts[0];
  const last = parts.at(-1);
  if (!first || !last) return { text, origin: { kind: 'unknown', why: 'an empty value has no place' }, via: [] };
  const at =
    first.top && last.top && first.top.at.file === last.top.at.file
      ? { file: first.top.at.file, start: first.top.at.start, end: last.top.at.end }
      : first.top?.at;
  const isOneLeaf = parts.length === 1 || parts.every((it) => it.leaf.kind === 'written' && it.top?.exact);
  const leafEnd = isOneLeaf && last.leaf.kind === 'written' ? last.leaf.at.end : undefined;
  const origin: Origin =
    first.leaf.kind !== 'written'
      ? first.leaf
      : { kind: 'written', at: leafEnd === undefined ? first.leaf.at : { ...first.leaf.at, end: leafEnd } };
  return { text, origin, via: first.via, ...(at && { at }) };
}

function narrowed(part: Part, from: number, to: number): Part {
  if (from === 0 && to === part.length) return part;
  const top = part.top?.exact ? { at: shifted(part.top.at, from, to), exact: true } : part.top;
  // A line that is not as long as its letters, such as the whole row of a table, stands for each of them.
  const isExact = part.leaf.kind === 'written' && part.leaf.at.end - part.leaf.at.start === part.length;
  const leaf = part.leaf.kind === 'written' && isExact ? { ...part.leaf, at: shifted(part.leaf.at, from, to) } : part.leaf;
  return { length: to - from, leaf, via: part.via, ...(top && { top }) };
}

function shifted(at: Place, from: number, to: number): Place {
  return { file: at.file, start: at.start + from, end: at.start + to };
}
