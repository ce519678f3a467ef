import type { Entry, Format, ParsedFile, Problem } from '../../../core/syntax.ts';
import type { FileId, Place } from '../../../core/text.ts';
import { BYTE_ORDER_MARK, markedBeginning } from '../../../formats/byteOrderMark.ts';
import { isBlank, logicalLines, trimmed } from '../../../formats/logicalLines.ts';
import { type PatternDialect, type Translation, translate } from '../../../formats/pattern.ts';

/** One line of a regexp:, pcre: or cidr: table, with the lines that an `if` holds inside it. */
export type PatternRule =
  | {
      readonly kind: 'match';
      readonly negated: boolean;
      readonly pattern: string;
      readonly flags: string;
      readonly test: Translation;
      readonly result: string;
      readonly at: Place;
      readonly resultAt: Place;
    }
  | {
      readonly kind: 'if';
      readonly negated: boolean;
      readonly pattern: string;
      readonly flags: string;
      readonly test: Translation;
      readonly at: Place;
      readonly body: readonly PatternRule[];
    };

export interface PatternFile extends ParsedFile {
  readonly patterns: readonly PatternRule[];
}

/** regexp_table(5): POSIX extended expressions. */
export const regexpTable: Format<PatternFile> = patternFormat('posix');
/** pcre_table(5): Perl expressions. */
export const pcreTable: Format<PatternFile> = patternFormat('pcre');

function patternFormat(dialect: PatternDialect): Format<PatternFile> {
  // Both are one language in the editor: they differ in what an expression may hold, not in how a line looks.
  return { id: 'postfix-regexp-table', parse: (file, text) => parse(file, text, dialect) };
}

function parse(file: FileId, text: string, dialect: PatternDialect): PatternFile {
  const entries: Entry[] = [];
  const problems: Problem[] = [...markedBeginning(file, text, 'pattern', 'so Postfix ignores this line')];
  const root: PatternRule[] = [];
  const open: { rule: Extract<PatternRule, { kind: 'if' }>; body: PatternRule[] }[] = [];
  for (const logical of logicalLines(text)) {
    const { start, end } = trimmed(text, logical);
    const at = { file, start, end };
    const current = open.at(-1)?.body ?? root;
    const line = text.slice(start, end);
    if (line.startsWith(BYTE_ORDER_MARK)) continue;
    if (isBlank(text.charCodeAt(logical.start))) {
      problems.push({ at, message: 'the first line is indented, so Postfix ignores it' });
      continue;
    }
    if (/^endif\b/i.test(line)) {
      if (!open.pop()) problems.push({ at, message: 'endif without an if above it, so Postfix ignores it' });
      continue;
    }
    const isIf = /^if\b/i.test(line);
    const read = readPattern(text, isIf ? start + 2 : start, end);
    if (!read) {
      problems.push({ at, message: 'no pattern between two delimiters, so Postfix ignores this line' });
      continue;
    }
    const test = translate(read.pattern, read.flags, dialect);
    if (test.kind === 'broken')
      problems.push({ at: { file, start: read.start, end: read.end }, message: `${test.why}, so Postfix ignores this line` });
    const common = { negated: read.negated, pattern: read.pattern, flags: read.flags, test, at };
    if (isIf) {
      // Without its if, what follows belongs to the lines around it, and the endif to nobody.
      if (test.kind === 'broken') continue;
      const body: PatternRule[] = [];
      const rule = { kind: 'if', ...common, body } as const;
      current.push(rule);
      open.push({ rule, body });
      continue;
    }
    const resultAt = { file, ...trimmed(text, { start: read.after, end }) };
    const result = joinedText(text, logical.pieces, resultAt);
    const wrong = wrongReference(result, read.negated, test);
    if (wrong) problems.push({ at: resultAt, message: wrong });
    else current.push({ kind: 'match', ...common, result, resultAt });
    const name = { text: text.slice(start, read.after), at: { file, start, end: read.after } };
    entries.push({ kind: 'mapping', name, values: result === '' ? [] : [{ text: result, at: resultAt }], body: [], at });
  }
  for (const { rule } of open) problems.push({ at: rule.at, message: 'if without an endif below it' });
  return { file, format: 'postfix-regexp-table', text, entries, problems, patterns: root };
}

/** `!/pattern/flags`: any character that is no letter, digit or blank may delimit. */
function readPattern(text: string, from: number, end: number) {
  let i = from;
  while (i < end && /\s/.test(text[i]!)) i++;
  let negated = false;
  while (i < end && (text[i] === '!' || /\s/.test(text[i]!))) {
    if (text[i] === '!') negated = !negated;
    i++;
  }
  const start = i;
  const delimiter = text[i];
  if (delimiter === undefined || end <= i || /[\w\s]/.test(delimiter)) return undefined;
  let close = i + 1;
  while (close < end && text[close] !== delimiter) close += text[close] === '\\' && text[close + 1] !== undefined ? 2 : 1;
  if (end <= close) return undefined;
  let after = close + 1;
  // Whatever stands before the next blank is taken for flags; with an unknown one the line is ignored.
  while (after < end && !/\s/.test(text[after]!)) after++;
  return {
    negated,
    pattern: text.slice(i + 1, close).replaceAll('\n', ''),
    flags: text.slice(close + 1, after),
    start,
    end: close + 1,
    after,
  };
}

/** `$1`, `${1}` and `$(1)` stand for what parentheses caught, `$$` for a dollar sign; with anything else behind a `$` the line is ignored. */
export const REFERENCE = /\$(?:\$|(\w+)|\{(\w+)\}|\((\w+)\)|)/g;

function wrongReference(result: string, negated: boolean, test: Translation): string | undefined {
  for (const [whole, ...names] of result.matchAll(REFERENCE)) {
    if (whole === '$$') continue;
    const name = names.find((it) => it !== undefined) ?? '';
    if (negated) return `${whole} stands for nothing where the pattern does not match, so Postfix ignores this line`;
    if (!/^[1-9]\d*$/.test(name)) return `${whole} is no number of a group, so Postfix ignores this line`;
    if (test.kind === 'ready' && test.groups < Number(name)) return `the pattern has no group ${name}, so Postfix ignores this line`;
  }
  return undefined;
}

/** The text of a place that lies in a logical line, without line breaks and comment lines. */
export function joinedText(
  text: string,
  pieces: readonly { readonly start: number; readonly end: number }[],
  at: { readonly start: number; readonly end: number },
): string {
  return pieces
    .map((it) => text.slice(Math.max(it.start, at.start), Math.max(Math.max(it.start, at.start), Math.min(it.end, at.end))))
    .join('');
}
