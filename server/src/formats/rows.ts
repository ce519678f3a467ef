import type { FileId, Place } from '../core/text.ts';
import { indexKeys, type KeyIndex, type Stretches } from './keyIndex.ts';

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
  /** The same for a key that stands in a text. */
  findIn(text: string, start: number, end: number): number;
  /** The same for many keys of one text. */
  findAll(stretches: Stretches): Int32Array;
  /** Rows whose key an earlier row has already. */
  readonly repeated: readonly number[];
  /** The row whose text holds this offset; -1 where there is none. */
  rowAt(offset: number): number;
}

/** Collects rows while a parser runs over the text from its beginning to its end. */
export interface RowCollector {
  add(keyStart: number, keyEnd: number, valueStart: number, valueEnd: number): void;
  rows(): Rows;
}

const WORDS = 4;

/** `unquote` turns what stands in the file into the key that is looked up, where it holds quotes or blanks; else the text is the key. */
export function collectRows(file: FileId, text: string, unquote?: (written: string) => string): RowCollector {
  let offsets = new Int32Array(WORDS * 64);
  let count = 0;
  /** Rows whose key is not what stands in the text. */
  const unlikes = new Set<number>();
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
    if (unquote && !isPlain(text, keyStart, keyEnd)) unlikes.add(count);
    count++;
  }

  function rows(): Rows {
    const keyStart = (row: number) => offsets[row * WORDS]!;
    const keyEnd = (row: number) => offsets[row * WORDS + 1]!;
    const unlike = (row: number) => (unquote && unlikes.has(row) ? unquote(text.slice(keyStart(row), keyEnd(row))) : undefined);
    const place = (row: number, from: number, to: number): Place => ({
      file,
      start: offsets[row * WORDS + from]!,
      end: offsets[row * WORDS + to]!,
    });
    let made: KeyIndex | undefined;
    const index = () => (made ??= indexKeys({ count, text, start: keyStart, end: keyEnd, unlike }));
    return {
      count,
      key: (row) => unlike(row) ?? text.slice(keyStart(row), keyEnd(row)),
      rawValue: (row) => text.slice(offsets[row * WORDS + 2], offsets[row * WORDS + 3]),
      keyAt: (row) => place(row, 0, 1),
      valueAt: (row) => place(row, 2, 3),
      at: (row) => place(row, 0, 3),
      find: (key) => index().find(key, 0, key.length),
      findIn: (wanted, start, end) => index().find(wanted, start, end),
      findAll: (stretches) => index().findAll(stretches),
      get repeated() {
        return index().repeated;
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

/** Without quotes and blanks. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) <= QUOTE) return false;
  return true;
}

const QUOTE = 34;
