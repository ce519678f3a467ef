import type { Edit, Place } from './text.ts';

/** Takes a word out of a list with the separator before it, or, for the first word, the one after it. */
export function removeFromList(text: string, at: Place): Edit {
  const before = /[\s,]+$/.exec(text.slice(0, at.start))?.[0] ?? '';
  const after = /^[\s,]+/.exec(text.slice(at.end))?.[0] ?? '';
  const isFirst = text[at.start - before.length - 1] === '=';
  if (!isFirst) return { at: { ...at, start: at.start - before.length }, text: '' };
  const stays = /\n(?=\S|$)/.test(after) ? '' : after;
  return { at: { ...at, end: at.end + stays.length }, text: '' };
}

export function replaceWord(at: Place, text: string): Edit {
  return { at, text };
}

export function insertText(file: string, offset: number, text: string): Edit {
  return { at: { file, start: offset, end: offset }, text };
}

/** A new line above the one that holds an offset. */
export function insertLineAbove(text: string, { file, start }: Place, line: string): Edit {
  return insertText(file, text.lastIndexOf('\n', start - 1) + 1, `${line}${breakOf(text)}`);
}

/** A new line below the last one that a place touches. */
export function insertLineBelow(text: string, { file, end }: Place, line: string): Edit {
  const newline = text.indexOf('\n', end);
  return newline < 0 ? appendLine(file, text, line) : insertText(file, newline + 1, `${line}${breakOf(text)}`);
}

/** A new line at the end of a file, whether or not the file ends with a line break. */
export function appendLine(file: string, text: string, line: string): Edit {
  const start = text.length;
  const lineBreak = breakOf(text);
  const lead = text === '' || text.endsWith('\n') ? '' : lineBreak;
  return { at: { file, start, end: start }, text: `${lead}${line}${lineBreak}` };
}

/** Takes out the whole lines that a place touches, line breaks included. */
export function removeLines(text: string, at: Place): Edit {
  const start = text.lastIndexOf('\n', at.start - 1) + 1;
  const newline = text.indexOf('\n', Math.max(at.end - 1, at.start));
  return { at: { file: at.file, start, end: newline < 0 ? text.length : newline + 1 }, text: '' };
}

/** The text with the edits made; they may stand in any order but do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const fromTheEnd = [...edits].sort((a, b) => b.at.start - a.at.start);
  return fromTheEnd.reduce((res, edit) => res.slice(0, edit.at.start) + edit.text + res.slice(edit.at.end), text);
}

/** The line break of the first line. */
function breakOf(text: string): string {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}
