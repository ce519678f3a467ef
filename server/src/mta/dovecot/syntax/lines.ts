import type { Word } from '../../../core/syntax.ts';
import type { FileId, Place } from '../../../core/text.ts';
import { physicalLines, type Span, trimmed } from '../../../formats/logicalLines.ts';
import type { Include, Setting } from './dovecotConf.ts';

/** What one line says by itself; blocks are made of `begin` and `end`. */
export type ConfigLine =
  | Setting
  | Include
  | { readonly kind: 'begin'; readonly name: Word; readonly label: Word | undefined; readonly isGarbled: boolean; readonly at: Place }
  | { readonly kind: 'end'; readonly at: Place }
  | { readonly kind: 'unreadable'; readonly at: Place };

/**
 * The lines of a configuration in their order. A backslash at the end joins the next line with a blank between; a comment or
 * an empty line behind it drops what came before: asked of doveconf 2.3.19.
 */
export function* configLines(file: FileId, text: string): Generator<ConfigLine> {
  let pieces: Span[] = [];
  for (const line of physicalLines(text)) {
    const piece = trimmed(text, { start: line.start, end: endOfCode(text, trimmed(text, line)) });
    if (piece.start === piece.end) {
      pieces = [];
      continue;
    }
    const isContinued = text[piece.end - 1] === '\\';
    pieces.push(isContinued ? trimmed(text, { start: piece.start, end: piece.end - 1 }) : piece);
    if (isContinued) continue;
    yield lineOf(file, text, pieces);
    pieces = [];
  }
  if (0 < pieces.length) yield lineOf(file, text, pieces);
}

/** Where a comment begins: at the first # outside of quotes. */
function endOfCode(text: string, { start, end }: Span): number {
  for (let i = start; i < end; i++) {
    const letter = text[i]!;
    if (letter === '#') return i;
    if (letter !== '"' && letter !== "'") continue;
    for (i++; i < end && text[i] !== letter; i++) if (text[i] === '\\') i++;
  }
  return end;
}

function lineOf(file: FileId, text: string, pieces: readonly Span[]): ConfigLine {
  const joined = pieces.map((it) => text.slice(it.start, it.end)).join(' ');
  const at: Place = { file, start: pieces[0]!.start, end: Math.max(pieces[0]!.start, pieces.at(-1)!.end) };
  const place = (from: number, to: number): Place => {
    const start = offsetIn(pieces, from);
    return { file, start, end: Math.max(start, offsetIn(pieces, to)) };
  };
  const first = /^[^\s=]*/.exec(joined)![0];
  const name: Word = { text: first, at: place(0, first.length) };
  const rest = joined.slice(first.length).trimStart();
  const from = joined.length - rest.length;
  if (first === '!include' || first === '!include_try')
    return { kind: 'include', name, path: { text: rest, at: place(from, joined.length) }, isOptional: first === '!include_try', at };
  if (rest.startsWith('=')) {
    const raw = rest.slice(1).trimStart();
    return { kind: 'setting', name, ...valueOf(raw, place(joined.length - raw.length, joined.length)), at };
  }
  if (first === '}' && rest === '') return { kind: 'end', at };
  const begins = /^(?:("(?:[^"\\]|\\.)*"|[^\s{]\S*)\s+)?\{(.*)$/.exec(rest);
  // Without a blank the brace is a part of the name.
  if (!begins || from === first.length) return { kind: 'unreadable', at };
  const [, label, behind] = begins;
  const labelAt = place(from, from + (label?.length ?? 0));
  return {
    kind: 'begin',
    name,
    label: label === undefined ? undefined : { text: unquoted(label), at: labelAt },
    isGarbled: behind !== '',
    at,
  };
}

function valueOf(raw: string, at: Place): Pick<Setting, 'value' | 'source'> {
  if (raw.startsWith('<')) return { value: { text: raw.slice(1).trimStart(), at }, source: 'file' };
  if (/^["']/.test(raw)) return { value: { text: unquoted(raw), at }, source: 'text' };
  return { value: { text: raw, at }, source: raw.includes('$') ? 'variables' : 'text' };
}

/** A text that both begins and ends with the same quote is what stands between them. */
function unquoted(text: string): string {
  const quote = text[0];
  const isQuoted = 1 < text.length && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}

/** From an offset in the joined line to one in the file. */
function offsetIn(pieces: readonly Span[], offset: number): number {
  let left = offset;
  for (const { start, end } of pieces) {
    if (left <= end - start) return start + left;
    left -= end - start + 1;
  }
  return pieces.at(-1)!.end;
}
