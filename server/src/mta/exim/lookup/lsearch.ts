import { joined, type Sourced, written } from '../../../core/sourced.ts';
import type { Format, ParsedFile } from '../../../core/syntax.ts';
import type { FileId } from '../../../core/text.ts';
import { isBlank, physicalLines } from '../../../formats/logicalLines.ts';
import { isInside, parseIp, parseNetwork } from '../../../formats/network.ts';
import { type TableFile, tableFile } from '../../../formats/postmapTable.ts';
import { collectRows } from '../../../formats/rows.ts';
import { dequoted } from '../syntax/statement.ts';
import type { TableAnswer, TableName } from './tables.ts';
import { askWild } from './wild.ts';

/**
 * A file that lsearch and its kin search: `key: value` or `key value`, lines that begin with white space continue the one
 * before. A key may stand in double quotes; the first line with a key counts. Source: internal_lsearch_find() of lsearch.c.
 */
export const lsearchTable: Format<TableFile> = { id: 'exim-table', parse };

const COLON = 58;
const QUOTE = 34;
const HASH = 35;

function parse(file: FileId, text: string): TableFile {
  const collector = collectRows(file, text, (key) => (key.startsWith('"') ? dequoted(key) : key));
  let open: { readonly key: number; readonly keyEnd: number; readonly value: number; end: number } | undefined;
  for (const line of physicalLines(text)) {
    let end = line.end;
    while (line.start < end && isBlank(text.charCodeAt(end - 1))) end--;
    const first = text.charCodeAt(line.start);
    const isContinued = line.start < end && isBlank(first);
    if (isContinued) {
      // A blank line or a comment ends what may be continued: whatever is indented behind it belongs to nothing.
      if (open) open.end = end;
      continue;
    }
    close();
    if (line.start === end || first === HASH) continue;
    const keyEnd = first === QUOTE ? afterQuotes(line.start, end) : endOfKey(line.start, end);
    let value = keyEnd;
    while (value < end && isBlank(text.charCodeAt(value))) value++;
    if (text.charCodeAt(value) === COLON && value < end) value++;
    while (value < end && isBlank(text.charCodeAt(value))) value++;
    open = { key: line.start, keyEnd, value: Math.min(value, end), end };
  }
  close();
  return tableFile({ file, format: lsearchTable.id, text, rows: collector.rows(), flaws: [], problems: [] });

  function close(): void {
    if (open) collector.add(open.key, open.keyEnd, open.value, open.end);
    open = undefined;
  }
  function endOfKey(start: number, end: number): number {
    let i = start;
    while (i < end && text.charCodeAt(i) !== COLON && !isBlank(text.charCodeAt(i))) i++;
    return i;
  }
  function afterQuotes(start: number, end: number): number {
    let i = start + 1;
    while (i < end && text.charCodeAt(i) !== QUOTE) i += text[i] === '\\' ? 2 : 1;
    return Math.min(i + 1, end);
  }
}

/** The value of a row: of a continued line the blanks at its beginning become one. */
export function valueOf({ rows }: TableFile, row: number): Sourced {
  const at = rows.valueAt(row);
  const raw = rows.rawValue(row);
  if (!raw.includes('\n')) return written(raw, at);
  const lines: Sourced[] = [];
  for (const { index, 0: line } of raw.matchAll(/[^\n]+/g)) {
    const blanks = index === 0 ? 0 : line.length - line.trimStart().length;
    const text = `${index === 0 ? '' : ' '}${line.slice(blanks)}`.trimEnd();
    const start = at.start + index + (index === 0 ? 0 : blanks - 1);
    lines.push(written(text, { ...at, start, end: start + text.length }));
  }
  return joined(lines);
}

/** Asks a text for one key, partial forms and defaults aside. */
export function askText(table: TableName, parsed: ParsedFile, key: string): TableAnswer {
  const file = parsed as TableFile;
  const full = table.options.includes('ret=full');
  const hit = (row: number): TableAnswer => {
    const letters = valueOf(file, row);
    const origin = { kind: 'written', at: file.rows.at(row) } as const;
    if (!full) return { kind: 'hit', value: letters.text, origin, letters };
    const before = `${file.rows.key(row)}${file.text.slice(file.rows.keyAt(row).end, file.rows.valueAt(row).start)}`;
    return { kind: 'hit', value: `${before}${letters.text}`, origin };
  };
  switch (table.type) {
    case 'lsearch': {
      const row = file.rows.find(key);
      return row < 0 ? { kind: 'miss' } : hit(row);
    }
    case 'iplsearch':
      return askIp(file, key, hit);
    default:
      return askWild(file, key, table.type === 'wildlsearch', hit);
  }
}

function askIp(file: TableFile, key: string, hit: (row: number) => TableAnswer): TableAnswer {
  const address = parseIp(key.replace(/\/\d+$/, ''));
  if (key !== '*' && !address) return { kind: 'broken', why: `"${key}" is no IP address, and an iplsearch has no other keys` };
  for (let row = 0; row < file.rows.count; row++) {
    const written = file.rows.key(row);
    if (key === '*' || written === '*') {
      if (key === written) return hit(row);
      continue;
    }
    const network = parseNetwork(written);
    if (address && network && isInside(address, network)) return hit(row);
  }
  return { kind: 'miss' };
}
