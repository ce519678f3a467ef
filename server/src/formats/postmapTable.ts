import type { Entry, Format, ParsedFile, Problem } from '../core/syntax.ts';
import type { FileId, Place } from '../core/text.ts';
import { markedBeginning } from './byteOrderMark.ts';
import { isBlank } from './logicalLines.ts';
import { collectRows, type Rows } from './rows.ts';

/** A file that holds rows: their entries are made when somebody walks them. */
export interface TableFile extends ParsedFile {
  readonly rows: Rows;
  /** Lines that the server skips, by what is wrong with them. */
  readonly flaws: readonly TableFlaw[];
}

export interface TableFlaw {
  readonly kind: 'no-value' | 'no-name' | 'starts-with-blank' | 'unbalanced-quote' | 'no-colon' | 'address-as-key';
  readonly at: Place;
}

/**
 * The source of an indexed table as postmap(1) reads it: `key value`, one a logical line. The key ends at the first
 * white space outside double quotes. An entry without a value is skipped with a warning.
 */
export const postmapTable: Format<TableFile> = { id: 'postfix-table', parse };

function parse(file: FileId, text: string): TableFile {
  const collector = collectRows(file, text);
  const flaws: TableFlaw[] = [];
  visitOpenLines(text, addLine);
  const rows = collector.rows();
  const problems = [...markedBeginning(file, text, 'key', 'so that entry is not found'), ...problemsOf(flaws)];
  return tableFile({ file, format: postmapTable.id, text, rows, flaws, problems });

  function addLine(start: number, lineEnd: number): void {
    let end = lineEnd;
    while (start < end && isBlank(text.charCodeAt(end - 1))) end--;
    if (isBlank(text.charCodeAt(start))) {
      flaws.push({ kind: 'starts-with-blank', at: { file, start, end } });
      return;
    }
    let quoted = false;
    let keyEnd = start;
    for (; keyEnd < end; keyEnd++) {
      const code = text.charCodeAt(keyEnd);
      if (code === BACKSLASH) keyEnd++;
      else if (code === QUOTE) quoted = !quoted;
      else if (!quoted && isBlank(code)) break;
    }
    keyEnd = Math.min(keyEnd, end);
    let valueStart = keyEnd;
    while (valueStart < end && isBlank(text.charCodeAt(valueStart))) valueStart++;
    if (quoted) flaws.push({ kind: 'unbalanced-quote', at: { file, start, end } });
    else if (valueStart === end) flaws.push({ kind: 'no-value', at: { file, start, end: keyEnd } });
    else collector.add(start, keyEnd, valueStart, end);
  }
}

const BACKSLASH = 92;
const QUOTE = 34;
const HASH = 35;

/** Logical lines by their first and last offset only: what lies between may hold comment lines. Made for a million lines, so without an object for each. */
export function visitOpenLines(text: string, visit: (start: number, end: number) => void): void {
  let start = -1;
  let end = -1;
  for (let lineStart = 0; lineStart < text.length; ) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    let first = lineStart;
    while (first < lineEnd && isBlank(text.charCodeAt(first))) first++;
    if (first < lineEnd && text.charCodeAt(first) !== HASH) {
      const isContinued = 0 <= start && lineStart < first;
      if (!isContinued) {
        if (0 <= start) visit(start, end);
        start = lineStart;
      }
      end = lineEnd;
    }
    lineStart = lineEnd + 1;
  }
  if (0 <= start) visit(start, end);
}

/** The right side as the server sees it: physical lines joined without their breaks, comment lines dropped. */
export function rightSide(rows: Rows, row: number): string {
  const raw = rows.rawValue(row);
  if (!raw.includes('\n')) return raw;
  return raw
    .split('\n')
    .filter((it, i) => i === 0 || !/^\s*(#|$)/.test(it))
    .join('');
}

/** Entries for folding, symbols and rename are made at the first look and then kept: nobody looks at those of a large table. */
export function tableFile(it: Omit<TableFile, 'entries'>): TableFile {
  const { file, format, text, rows, flaws, problems } = it;
  let made: readonly Entry[] | undefined;
  return {
    file,
    format,
    text,
    rows,
    flaws,
    problems,
    // A copy of this object would call it.
    get entries() {
      made ??= beginning(rows.count);
      return made;
    },
    beginning,
  };

  function beginning(most: number): readonly Entry[] {
    return Array.from({ length: Math.min(most, rows.count) }, (_, row) => entryOf(file, rows, row));
  }
}

function entryOf(file: FileId, rows: Rows, row: number): Entry {
  const value = rows.valueAt(row);
  return {
    kind: 'mapping',
    name: { text: rows.key(row), at: rows.keyAt(row) },
    values: [{ text: rows.rawValue(row), at: value }],
    body: [],
    at: { file, start: rows.keyAt(row).start, end: value.end },
  };
}

function problemsOf(flaws: readonly TableFlaw[]): Problem[] {
  return flaws
    .filter(({ kind }) => kind === 'unbalanced-quote')
    .map(({ at }) => ({ at, message: 'the double quotes do not pair up, so postmap skips this entry' }));
}
