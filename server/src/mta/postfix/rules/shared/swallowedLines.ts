import type { Place } from '../../../../core/text.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';

/** An indented line that is part of the entry above it, and reads like an entry of its own. */
export interface SwallowedLine {
  /** The key that it would have. */
  readonly word: Place;
  readonly start: number;
  readonly end: number;
}

/** Those of one row. A line goes on where the one before it ends with a comma, and inside quotes. */
export function* swallowedLines({ file, text, rows }: TableFile, row: number, isAliases: boolean): Generator<SwallowedLine> {
  const read = isAliases ? namedEntry : keyedEntry;
  const value = rows.valueAt(row);
  const key = rows.keyAt(row);
  const newline = text.indexOf('\n', key.end);
  // Where the value begins below its key, the lines there are what the entry says.
  if (newline < 0 || value.end <= newline || newline < value.start) return;
  const first = text.slice(value.start, newline).trimEnd();
  let before = first;
  for (let start = newline + 1; start < value.end; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 || value.end < next ? value.end : next;
    const line = text.slice(start, end).trimEnd();
    const isNothing = /^\s*(#|$)/.test(line);
    const word = isNothing || before.endsWith(',') || isQuoted(text.slice(value.start, start)) ? undefined : read(line, first);
    if (word !== undefined) {
      const from = text.indexOf(word, start);
      yield { word: { file, start: from, end: from + word.length }, start, end };
    }
    if (!isNothing) before = line;
    start = end + 1;
  }
}

function isQuoted(before: string): boolean {
  return before.replace(/[^"]/g, '').length % 2 === 1;
}

/** `address value` or `domain value`. Where the first line lists words without commas, the next may go on so. */
function keyedEntry(line: string, first: string): string | undefined {
  if (/^[^,]*\S\s+[^\s,]/.test(first)) return undefined;
  const [, word = '', rest = ''] = /^\s+(\S+)\s+(\S.*)$/.exec(line) ?? [];
  if (/^[^\s@,]*@[\w.-]+$/.test(word) && !rest.startsWith(',')) return word;
  return /^\.?([\w-]+\.)+[a-z][\w-]*$/i.test(word) && /^\S+$/.test(rest) ? word : undefined;
}

/** `name: value`. */
function namedEntry(line: string): string | undefined {
  return /^\s+("[^"]+"|[\w.+-]+)\s*:(?!:)\s*\S/.exec(line)?.[1];
}
