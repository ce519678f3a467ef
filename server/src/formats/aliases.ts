import type { Format } from '../core/syntax.ts';
import type { FileId, Place } from '../core/text.ts';
import { markedBeginning } from './byteOrderMark.ts';
import { isBlank } from './logicalLines.ts';
import { type TableFile, type TableFlaw, tableFile, visitOpenLines } from './postmapTable.ts';
import { collectRows } from './rows.ts';

/**
 * aliases(5): `name: target, target`. Keys are folded to lower case and may be quoted. postalias(1) skips a key that
 * is an address, since local(8) looks up bare names.
 */
export const aliases: Format<TableFile> = { id: 'mail-aliases', parse };

function parse(file: FileId, text: string): TableFile {
  const collector = collectRows(file, text, nameOf);
  const flaws: TableFlaw[] = [];
  visitOpenLines(text, addLine);
  const rows = collector.rows();
  const problems = markedBeginning(file, text, 'name', 'so that alias is not found');
  return tableFile({ file, format: aliases.id, text, rows, flaws, problems });

  function addLine(start: number, lineEnd: number): void {
    let end = lineEnd;
    while (start < end && isBlank(text.charCodeAt(end - 1))) end--;
    const whole: Place = { file, start, end };
    if (isBlank(text.charCodeAt(start))) {
      flaws.push({ kind: 'starts-with-blank', at: whole });
      return;
    }
    const colon = colonOf(text, start, end);
    if (colon < 0) {
      flaws.push({ kind: 'no-colon', at: whole });
      return;
    }
    let keyEnd = colon;
    while (start < keyEnd && isBlank(text.charCodeAt(keyEnd - 1))) keyEnd--;
    let valueStart = colon + 1;
    while (valueStart < end && isBlank(text.charCodeAt(valueStart))) valueStart++;
    const key: Place = { file, start, end: keyEnd };
    if (isAddress(text, start, keyEnd)) flaws.push({ kind: 'address-as-key', at: key });
    else if (keyEnd === start) flaws.push({ kind: 'no-name', at: whole });
    else if (valueStart === end) flaws.push({ kind: 'no-value', at: key });
    else collector.add(start, keyEnd, valueStart, end);
  }
}

function colonOf(text: string, start: number, end: number): number {
  let quoted = false;
  for (let i = start; i < end; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') quoted = !quoted;
    else if (text[i] === ':' && !quoted) return i;
  }
  return -1;
}

/** `user@host` and `user%host`; what stands in quotes is a name, whatever it holds. Asked of postalias 3.7. */
function isAddress(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const char = text[i];
    if (char === '@' || char === '%') return /[@%]/.test(text.slice(start, end).replace(/"(?:\\.|[^"\\])*"/g, ''));
  }
  return false;
}

/** The key as postalias(1) stores it: without quotes, and with one blank where several stand between words. */
function nameOf(written: string): string {
  if (!/["\s]/.test(written)) return written;
  return unquoted(written.replace(/"(?:\\.|[^"\\])*"|[ \t-\r]+/g, (it) => (it[0] === '"' ? it : ' ')));
}

function unquoted(written: string): string {
  return written.includes('"') ? written.replace(/\\(.)|"/g, '$1') : written;
}

/** One recipient on the right side of an alias, an :include: file or a .forward file. */
export type AliasTarget =
  | { readonly kind: 'address'; readonly text: string; readonly at: Place }
  | { readonly kind: 'command'; readonly text: string; readonly at: Place }
  | { readonly kind: 'file'; readonly text: string; readonly at: Place }
  | { readonly kind: 'include'; readonly text: string; readonly at: Place };

/**
 * The recipients that stand in a place. They are separated by commas or semicolons, and words without a comma between
 * them are recipients of their own, as local(8) takes them; quotes hold blanks, parentheses hold a comment. Of a name
 * with an address in angle brackets only the address counts. Asked of Postfix 3.7.
 */
export function targetsIn(text: string, { file, start, end }: Place): AliasTarget[] {
  const res: AliasTarget[] = [];
  // `friends: alice, bob;` is a group: its name is nobody.
  const isGroup = text.slice(start, end).includes(';');
  let first = 0;
  for (let i = start; i < end; ) {
    const char = text[i]!;
    if (char === '\n') i = afterComments(text, i + 1, end);
    else if (char === ',' || char === ';') {
      first = res.length;
      i++;
    } else if (isBlank(text.charCodeAt(i))) i++;
    else if (char === '(') i = afterParenthesis(text, i, end);
    else {
      let wordEnd = endOfWord(text, i, end);
      const isName = isGroup && first === res.length && text[wordEnd - 1] === ':' && char !== ':';
      if (char === '<') res.length = first;
      if (char === ':' && /^:include:$/i.test(text.slice(i, wordEnd))) wordEnd = endOfWord(text, afterBlanks(text, wordEnd, end), end);
      if (!isName) res.push(targetOf(unquoted(text.slice(i, wordEnd)), { file, start: i, end: wordEnd }));
      i = wordEnd;
    }
  }
  return res;
}

function targetOf(text: string, at: Place): AliasTarget {
  if (/^:include:/i.test(text)) return { kind: 'include', text: text.slice(9).trim(), at };
  if (text.startsWith('|')) return { kind: 'command', text: text.slice(1).trim(), at };
  if (text.startsWith('/')) return { kind: 'file', text, at };
  return { kind: 'address', text: text.replace(/^<(.*)>$/, '$1'), at };
}

const SEPARATORS = ',;(';

function endOfWord(text: string, start: number, end: number): number {
  const isAngled = text[start] === '<' && text.slice(start, end).includes('>');
  let quoted = false;
  for (let i = start; i < end; i++) {
    const char = text[i]!;
    if (char === '\\') i++;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (isAngled && char === '>') return i + 1;
    else if (!isAngled && (SEPARATORS.includes(char) || isBlank(text.charCodeAt(i)) || (char === '<' && start < i))) return i;
  }
  return end;
}

function afterBlanks(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && isBlank(text.charCodeAt(i))) i++;
  return i;
}

/** A line whose first visible character is `#` is no part of a continued value. */
function afterComments(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && /^[^\S\n]*#/.test(text.slice(i, i + 200))) {
    const newline = text.indexOf('\n', i);
    i = newline < 0 ? end : newline + 1;
  }
  return i;
}

function afterParenthesis(text: string, start: number, end: number): number {
  let depth = 0;
  for (let i = start; i < end; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return end;
}
