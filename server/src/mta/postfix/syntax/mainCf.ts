import type { Entry, Format, ParsedFile, Problem, Word } from '../../../core/syntax.ts';
import type { FileId, Place } from '../../../core/text.ts';
import { markedBeginning } from '../../../formats/byteOrderMark.ts';
import type { Span } from '../../../formats/logicalLines.ts';
import { isBlank, logicalLines, physicalLines, trimmed } from '../../../formats/logicalLines.ts';
import { hasPlaceholder, isTemplate } from './template.ts';

/** One `name = value`. The value's physical lines stay apart so that every letter of it keeps its place. */
export interface Parameter {
  readonly name: Word;
  readonly value: readonly Span[];
  /** From the first letter of the value to the last; empty behind the `=` where there is none. */
  readonly valueAt: Place;
  readonly at: Place;
}

export interface MainCf extends ParsedFile {
  readonly parameters: readonly Parameter[];
  /** Statements with which no Postfix program runs, such as a line without an equals sign. */
  readonly fatal: readonly Problem[];
}

/** main.cf as dict_load_file() reads it. Lines of a template and the marks of a merge are reported and read past. */
export const mainCf: Format<MainCf> = { id: 'postfix-main', parse };

const CONFLICT = /^(<{7}|={7}|>{7}|\|{7})/;
const TEMPLATE_LINE = /^\s*(\{%.*%\}|\{#.*#\}|\{\{.*\}\}|<%.*%>)\s*$/;

function parse(file: FileId, original: string): MainCf {
  const problems: Problem[] = [];
  const fatal: Problem[] = [];
  const parameters: Parameter[] = [];
  const text = blankedOut(file, original, problems);
  const severity = isTemplate(original) ? {} : { severity: 'error' as const };
  for (const line of logicalLines(text)) {
    const [first] = line.pieces;
    // The equals sign may stand on a line of its own, but not the second half of a name.
    const found = line.pieces.map((it) => indexIn(text, '=', it)).find((it) => 0 <= it) ?? -1;
    const behind = line.pieces
      .slice(1)
      .map((it) => text.slice(it.start, 0 <= found ? Math.max(it.start, Math.min(it.end, found)) : it.end));
    const hasEquals = 0 <= found && behind.join('').trim() === '';
    const equals = 0 <= found ? found : line.start;
    const nameEnd = 0 <= found ? Math.min(found, first!.end) : first!.end;
    const name = word(trimmed(text, { start: line.start, end: nameEnd }));
    const at = { file, ...trimmed(text, line) };
    if (isBlank(text.charCodeAt(line.start))) {
      problems.push({ at, message: 'the first statement is indented, so Postfix ignores it' });
      continue;
    }
    if (!hasEquals || name.text === '' || /[ \t\r\v\f]/.test(name.text)) {
      // A word at the beginning of a line may stand for a comment sign.
      if (hasPlaceholder(name.text)) continue;
      const message =
        hasEquals && name.text === ''
          ? 'no name before the =, so Postfix does not run'
          : `no = behind the name in "${name.text}", so Postfix does not run`;
      fatal.push({ at: name.text === '' ? { file, start: equals, end: equals + 1 } : name.at, message, ...severity });
      continue;
    }
    const value = valuePieces(text, line.pieces, equals + 1);
    const valueAt = { file, start: value[0]?.start ?? equals + 1, end: value.at(-1)?.end ?? equals + 1 };
    parameters.push({ name, value, valueAt, at });
  }
  return { file, format: mainCf.id, text: original, entries: parameters.map(entry), problems: [...problems, ...fatal], parameters, fatal };

  function word(span: Span): Word {
    return { text: text.slice(span.start, span.end), at: { file, ...span } };
  }
  function entry({ name, value, at }: Parameter): Entry {
    const words = value.flatMap((it) =>
      [...text.slice(it.start, it.end).matchAll(/[^ \t\r\n,]+/g)].map((m) =>
        word({ start: it.start + m.index, end: it.start + m.index + m[0].length }),
      ),
    );
    return { kind: 'setting', name, values: words, body: [], at };
  }
}

function indexIn(text: string, char: string, { start, end }: Span): number {
  const res = text.indexOf(char, start);
  return res < end ? res : -1;
}

/** The physical lines of a value without the white space at its two ends. */
export function valuePieces(text: string, pieces: readonly Span[], from: number): Span[] {
  const res = pieces.map((it) => ({ start: Math.max(it.start, from), end: it.end })).filter((it) => it.start <= it.end);
  while (0 < res.length && trimmed(text, res[0]!).start === res[0]!.end) res.shift();
  while (0 < res.length && trimmed(text, res.at(-1)!).start === res.at(-1)!.end) res.pop();
  if (res.length === 0) return [];
  res[0] = { start: trimmed(text, res[0]!).start, end: res[0]!.end };
  res[res.length - 1] = { start: res.at(-1)!.start, end: trimmed(text, res.at(-1)!).end };
  return res;
}

/** Conflict marks and template statements become blanks of the same length: offsets stay true and nothing else is lost. */
function blankedOut(file: FileId, text: string, problems: Problem[]): string {
  let res = text;
  problems.push(...markedBeginning(file, text, 'name', 'so Postfix does not know that parameter'));
  for (const line of physicalLines(text)) {
    const written = text.slice(line.start, line.end);
    const isConflict = CONFLICT.test(written);
    if (!isConflict && !TEMPLATE_LINE.test(written)) continue;
    if (isConflict)
      problems.push({
        at: { file, ...trimmed(text, line) },
        message: 'a merge conflict stands here, so Postfix reads both sides or does not run',
      });
    res = res.slice(0, line.start) + ' '.repeat(line.end - line.start) + res.slice(line.end);
  }
  return res;
}
