/**
 * Finds keys among a million of them, letter case ignored. A key is a stretch of a text, so that nobody has to make a
 * string of each, and its hash stands beside its row: a look somewhere else in the memory takes longer than a comparison.
 */
export interface KeyIndex {
  /** The first row whose key is this stretch of a text; -1 where there is none. */
  find(text: string, start: number, end: number): number;
  /** The same of many stretches in one go. */
  findAll(stretches: Stretches): Int32Array;
  /** Rows whose key an earlier row has already, in their order. */
  readonly repeated: readonly number[];
}

/** Places in one text, with the hash of what stands there: they may be looked up in several tables. */
export interface Stretches {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly hashes: Int32Array;
}

export function stretchesOf(text: string, starts: Int32Array, ends: Int32Array): Stretches {
  const hashes = new Int32Array(starts.length);
  for (let i = 0; i < starts.length; i++) hashes[i] = hashOf(text, starts[i]!, ends[i]!);
  return { text, starts, ends, hashes };
}

/** Keys by the number of their row. */
export interface Keys {
  readonly count: number;
  readonly text: string;
  start(row: number): number;
  end(row: number): number;
  /** The key of a row whose key is not what stands in the text, such as one in quotes; undefined where it is. */
  unlike(row: number): string | undefined;
}

const WORDS = 4;
const BLOCK = 1024;

/** Open addressing with rows in file order, so that of equal keys the first is found. A slot is a row, counted from 1, with its hash and its key's place; 0 is empty. */
export function indexKeys({ count, text, start, end, unlike }: Keys): KeyIndex {
  let size = 16;
  while (size < count * 2) size *= 2;
  const last = size * WORDS - 1;
  const slots = new Int32Array(size * WORDS);
  const repeated: number[] = [];
  for (let row = 0; row < count; row++) add(row, start(row), end(row), unlike(row));
  return { find, findAll, repeated };

  function find(wanted: string, from: number, to: number): number {
    return slots[slotOf(wanted, from, to, hashOf(wanted, from, to))]! - 1;
  }

  /** A block at a time, in rounds: a processor waits for many places of its memory at once where no question depends on another. */
  function findAll({ text: wanted, starts, ends, hashes }: Stretches): Int32Array {
    const res = new Int32Array(starts.length);
    const likely = new Int32Array(BLOCK);
    for (let block = 0; block < starts.length; block += BLOCK) {
      const size = Math.min(BLOCK, starts.length - block);
      for (let i = 0; i < size; i++) likely[i] = slotWith(hashes[block + i]!);
      for (let i = 0; i < size; i++) res[block + i] = confirmed(likely[i]!, wanted, starts[block + i]!, ends[block + i]!);
    }
    return res;
  }

  /** The first slot with this hash, or an empty one. */
  function slotWith(hash: number): number {
    let slot = (hash * WORDS) & last;
    while (slots[slot] !== 0 && slots[slot + 1] !== hash) slot = (slot + WORDS) & last;
    return slot;
  }

  function confirmed(slot: number, wanted: string, from: number, to: number): number {
    return slots[slot] === 0 || hasKey(slot, wanted, from, to) ? slots[slot]! - 1 : find(wanted, from, to);
  }

  function add(row: number, from: number, to: number, key: string | undefined): void {
    const hash = key === undefined ? hashOf(text, from, to) : hashOf(key, 0, key.length);
    const slot = key === undefined ? slotOf(text, from, to, hash) : slotOf(key, 0, key.length, hash);
    if (slots[slot] !== 0) {
      repeated.push(row);
      return;
    }
    slots[slot] = row + 1;
    slots[slot + 1] = hash;
    slots[slot + 2] = from;
    slots[slot + 3] = to;
  }

  /** The slot of the row with this key, or the empty one where it belongs. */
  function slotOf(wanted: string, from: number, to: number, hash: number): number {
    let slot = (hash * WORDS) & last;
    while (slots[slot] !== 0 && !(slots[slot + 1] === hash && hasKey(slot, wanted, from, to))) slot = (slot + WORDS) & last;
    return slot;
  }

  function hasKey(slot: number, wanted: string, from: number, to: number): boolean {
    const key = unlike(slots[slot]! - 1);
    return key === undefined
      ? isSame(text, slots[slot + 2]!, slots[slot + 3]!, wanted, from, to)
      : isSame(key, 0, key.length, wanted, from, to);
  }
}

/** Postfix folds keys of indexed files with ASCII case mapping, or UTF-8 mapping where SMTPUTF8 is on. */
export function fold(key: string): string {
  return key.toLowerCase();
}

/** FNV-1a over the folded characters of a stretch of text. */
function hashOf(text: string, start: number, end: number): number {
  let res = OFFSET;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    // Letters beyond ASCII fold to one or more others, so the folded text is hashed.
    if (127 < code) return hashOfFolded(fold(text.slice(start, end)));
    res = Math.imul(res ^ foldedCode(code), PRIME);
  }
  return res;
}

function hashOfFolded(text: string): number {
  let res = OFFSET;
  for (let i = 0; i < text.length; i++) res = Math.imul(res ^ text.charCodeAt(i), PRIME);
  return res;
}

const OFFSET = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

function foldedCode(code: number): number {
  return 64 < code && code < 91 ? code + 32 : code;
}

function isSame(a: string, aStart: number, aEnd: number, b: string, bStart: number, bEnd: number): boolean {
  const isAlike = aEnd - aStart === bEnd - bStart && isAsciiAlike(a, aStart, aEnd, b, bStart);
  // The hashes are equal, so this is hardly ever asked of ASCII.
  return isAlike || fold(a.slice(aStart, aEnd)) === fold(b.slice(bStart, bEnd));
}

function isAsciiAlike(a: string, start: number, end: number, b: string, bStart: number): boolean {
  for (let i = start, j = bStart; i < end; i++, j++) {
    const code = a.charCodeAt(i);
    if (127 < code || foldedCode(code) !== foldedCode(b.charCodeAt(j))) return false;
  }
  return true;
}
