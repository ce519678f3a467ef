import { packaged, type Sourced, sliced, written } from '../../../core/sourced.ts';
import type { ParsedFile, Problem } from '../../../core/syntax.ts';
import type { Mention, Seen } from '../../../core/system.ts';
import type { Place } from '../../../core/text.ts';
import { physicalLines, type Span, trimmed } from '../../../formats/logicalLines.ts';
import { conditionals } from './conditionals.ts';
import { eximConf } from './eximConf.ts';
import { type Macros, type MacroUse, replaceMacros } from './macros.ts';
import { openLine } from './openLine.ts';

/** A logical line as the server sees it: macros replaced, continuations joined, what is switched off left out. */
export interface ConfLine {
  readonly source: Sourced;
  /** From the first letter to the last, in the file where it begins. */
  readonly at: Place;
}

/** A file and the path that the server knows it by. */
export interface Source {
  readonly file: ParsedFile;
  readonly path: string;
  /** The stretch of the file that is read; all of it where there is none. */
  readonly range?: Span;
  /** Lines that somebody makes of the file instead of those that stand there. */
  readonly lines?: readonly Sourced[];
  /** Who ships the file, where it is not here and its words have no place. */
  readonly by?: string;
}

/** What reading needs of the world, and what it leaves behind besides the lines. */
export interface Reading {
  mention(mention: Mention): Seen;
  readonly macros: Macros;
  readonly uses: MacroUse[];
  /** Lines with which the server does not run. */
  readonly fatal: Problem[];
  /** Lines that a condition switched off. */
  readonly skipped: Place[];
  /** Files that cannot be seen: nothing is known of what stands in them. */
  readonly unread: Unread[];
}

export interface Unread {
  readonly path: string;
  readonly at: Place;
  readonly why: string;
}

const MOST_NESTED = 50;
const MOST_INCLUDED = 1000;
const MOST_GROWN = 2_000_000;

/**
 * The logical lines of files and of what they include, in the order in which the server reads them. Whoever takes a line
 * that defines a macro adds it to `reading.macros` before asking for the next. Source: get_config_line() of readconf.c.
 */
export function* readLines(sources: readonly Source[], reading: Reading): Generator<ConfLine> {
  const conditions = conditionals(reading.fatal);
  const open = openLine();
  let began: Place | undefined;
  let included = 0;
  /** How many letters macros have added. */
  let grown = 0;
  // Where files include each other without end, or macros grow so, nothing behind it counts.
  let isOver = false;
  for (const source of sources) yield* linesOf(source, 0);
  if (!isOver) conditions.end();
  if (!open.isEmpty() && began) yield { source: open.close(), at: began };

  function* linesOf(source: Source, depth: number): Generator<ConfLine> {
    for (const { raw, at } of physicalLinesOf(source)) {
      if (isOver) return;
      const after = replaceMacros(raw, reading.macros, open.isEmpty());
      if (after.kind === 'endless') return tooLong(at);
      const { line, used } = after;
      grown += Math.max(0, line.text.length - raw.text.length);
      if (MOST_GROWN < grown) return tooLong(at);
      reading.uses.push(...used);
      // An empty macro at the beginning of a line may leave blanks there.
      const visible = trimmed(line.text, { start: 0, end: line.text.length });
      const content = sliced(line, visible.start, visible.end);
      if (content.text.startsWith('#')) continue;
      if (content.text.startsWith('.') && conditions.take(line.text.slice(visible.start), line !== raw, at)) continue;
      if (conditions.skips()) {
        if (content.text !== '') reading.skipped.push(at);
        continue;
      }
      const named = /^\.include(_if_exists)?(?:[ \t\v\f\r]+(.*))?$/s.exec(content.text);
      if (named) {
        const inner = include(unquoted(named[2] ?? ''), named[1] !== undefined, at, source, depth);
        if (inner) yield* linesOf(inner, depth + 1);
        continue;
      }
      if (open.isEmpty()) began = at;
      if (open.add(content)) continue;
      yield { source: open.close(), at: began!.file === at.file ? { ...began!, end: Math.max(began!.end, at.end) } : began! };
    }
  }

  function tooLong(at: Place): void {
    reading.fatal.push({ at, message: 'the macros of this line grow beyond all bounds, so nothing is read behind it', severity: 'error' });
    isOver = true;
  }

  function include(name: string, ifExists: boolean, at: Place, from: Source, depth: number): Source | undefined {
    const fail = (message: string): undefined => void reading.fatal.push({ at, message, severity: 'error' });
    if (!name.startsWith('/') && ifExists) return fail(`"${name}" is no absolute path, so Exim does not run`);
    const path = name.startsWith('/') ? name : `${from.path.replace(/\/[^/]*$/, '')}/${name}`;
    // A folder opens, and nothing can be read from it: asked of Exim 4.96.
    if (name === '') return undefined;
    included++;
    isOver = MOST_NESTED <= depth || MOST_INCLUDED < included;
    if (isOver) return fail(`${path} includes itself without end, so Exim does not run`);
    const seen = reading.mention({ path, format: eximConf, at });
    switch (seen.kind) {
      case 'file':
        return { file: seen.file, path };
      case 'absent':
        if (ifExists && seen.expected !== undefined) return undefined;
        if (seen.expected !== undefined) return fail(`there is no file ${path}, so Exim does not run`);
        reading.unread.push({ path, at, why: `${path} is not in this workspace` });
        return undefined;
      case 'directory':
        return undefined;
      case 'unreadable':
        reading.unread.push({ path, at, why: `${path} cannot be read: ${seen.why}` });
        return undefined;
      case 'present':
      case 'pending':
        reading.unread.push({ path, at, why: `${path} has not been read yet` });
        return undefined;
      default:
        return seen satisfies never;
    }
  }
}

/** Each physical line without the blanks at its beginning. */
function* physicalLinesOf({ file: { file, text }, range, lines, by }: Source): Generator<{ readonly raw: Sourced; readonly at: Place }> {
  if (lines) {
    for (const raw of lines) yield { raw, at: placeOf(raw, file) };
    return;
  }
  const first = range?.start ?? 0;
  for (const line of physicalLines(text.slice(first, range?.end))) {
    const start = line.start + first;
    // Exim sees the end of a line in a zero byte.
    const zero = text.slice(start, line.end + first).indexOf('\0');
    const end = zero < 0 ? line.end + first : start + zero;
    const visible = trimmed(text, { start, end });
    const words = text.slice(visible.start, end);
    const at: Place = { file, ...visible };
    yield { raw: by === undefined ? written(words, { file, start: visible.start, end }) : packaged(words, by), at };
  }
}

/** A made line stands where the words in it were written. */
function placeOf(line: Sourced, file: string): Place {
  const leaf = line.parts.find((it) => it.leaf.kind === 'written')?.leaf;
  return leaf?.kind === 'written' ? leaf.at : { file, start: 0, end: 0 };
}

function unquoted(name: string): string {
  return /^"(.*)"$/s.exec(name)?.[1] ?? name;
}
