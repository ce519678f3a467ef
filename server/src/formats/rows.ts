import type { FileId, Place } from '../core/text.ts';

/**
 * The entries of a table that may have a million of them: offsets into the text in typed arrays and a hash index of
 * the folded keys. Words and places are made only when somebody asks for one.
 */
export interface Rows {
  readonly count: number;
  key(row: number): string;
  /** The raw right side, line breaks and comment lines of a continued entry included. */
  rawValue(row: number): string;
  keyAt(row: number): Place;
  valueAt(row: number): Place;
  /** From the first character of the key to the last of the value. */
  at(row: number): Place;
  /** The first row with this key, letter case ignored; -1 where there is none. */
  find(key: string): number;
  /** The row whose text holds this offset; -1 where there is none. */
  rowAt(offset: number): number;
}

/** Collects rows while a parser runs over the text from its beginning to its end. */
export interface RowCollector {
  add(keyStart: number, keyEnd: number, valueStart: number, valueEnd: number): void;
  rows(): Rows;
}

const WORDS = 4;

/** `unquote` turns what stands in the file into the key that is looked up; without it the text is the key. */
export function collectRows(file: FileId, text: string, unquote?: (written: string) => string): RowCollector {
  let offsets = new Int32Array(WORDS * 64);
  let count = 0;
  return { add, rows };

  function add(keyStart: number, keyEnd: number, valueStart: number, valueEnd: number): void {
    const base = count * WORDS;
    if (base === offsets.length) {
      const larger = new Int32Array(offsets.length * 2);
      larger.set(offsets);
      offsets = larger;
    }
    offsets[base] = keyStart;
    offsets[base + 1] = keyEnd;
    offsets[base + 2] = valueStart;
    offsets[base + 3] = valueEnd;
    count++;
  }

  function rows(): Rows {
    const written = (row: number) => text.slice(offsets[row * WORDS], offsets[row * WORDS + 1]);
    const key = unquote ? (row: number) => unquote(written(row)) : written;
    const place = (row: number, from: number, to: number): Place => ({
      file,
      start: offsets[row * WORDS + from]!,
      end: offsets[row * WORDS + to]!,
    });
    let index: Int32Array | undefined;
    return {
      count,
      key,
      rawValue: (row) => text.slice(offsets[row * WORDS + 2], offsets[row * WORDS + 3]),
      keyAt: (row) => place(row, 0, 1),
      valueAt: (row) => place(row, 2, 3),
      at: (row) => place(row, 0, 3),
      find(wanted) {
        index ??= unquote
          ? indexOf(count, (row) => hash(key(row), 0, key(row).length))
          : indexOf(count, (row) => hash(text, offsets[row * WORDS]!, offsets[row * WORDS + 1]!));
        const mask = index.length - 1;
        let folded: string | undefined;
        for (let slot = hash(wanted, 0, wanted.length) & mask; index[slot] !== 0; slot = (slot + 1) & mask) {
          const row = index[slot]! - 1;
          const here = key(row);
          if (here === wanted || fold(here) === (folded ??= fold(wanted))) return row;
        }
        return -1;
      },
      rowAt(offset) {
        let [low, high] = [0, count];
        while (low < high) {
          const middle = (low + high) >> 1;
          if (offsets[middle * WORDS + 3]! < offset) low = middle + 1;
          else high = middle;
        }
        return low < count && offsets[low * WORDS]! <= offset ? low : -1;
      },
    };
  }
}

/** Postfix folds keys of indexed files with ASCII case mapping, or UTF-8 mapping where SMTPUTF8 is on. */
export function fold(key: string): string {
  return key.toLowerCase();
}

/** Open addressing with rows in file order, so that of equal keys the first is found first. Slot 0 means empty. */
function indexOf(count: number, hashOf: (row: number) => number): Int32Array {
  let size = 16;
  while (size < count * 2) size *= 2;
  const res = new Int32Array(size);
  for (let row = 0; row < count; row++) {
    let slot = hashOf(row) & (size - 1);
    while (res[slot] !== 0) slot = (slot + 1) & (size - 1);
    res[slot] = row + 1;
  }
  return res;
}

/** FNV-1a over the folded characters of a stretch of text. */
function hash(text: string, start: number, end: number): number {
  let res = 0x811c9dc5;
  for (let i = start; i < end; i++) {
    let code = text.charCodeAt(i);
    if (64 < code && code < 91) code += 32;
    else if (127 < code) return hashSlowly(text.slice(start, end));
    res = Math.imul(res ^ code, 0x01000193);
  }
  return res >>> 0;
}

/** Letters beyond ASCII fold to one or more others, so the folded text is hashed. */
function hashSlowly(text: string): number {
  const folded = fold(text);
  let res = 0x811c9dc5;
  for (let i = 0; i < folded.length; i++) res = Math.imul(res ^ folded.charCodeAt(i), 0x01000193);
  return res >>> 0;
}
