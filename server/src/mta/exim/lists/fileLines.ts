import { type Sourced, written } from '../../../core/sourced.ts';
import type { ParsedFile } from '../../../core/syntax.ts';
import { physicalLines, type Span } from '../../../formats/logicalLines.ts';
import type { Scope } from '../expand/scope.ts';
import type { ListKind } from '../syntax/blocks.ts';
import { type LineIndex, lineIndex } from './lineIndex.ts';

/** The lines of a file that a list names by its path, or why there are none. */
export type FileLines = { readonly kind: 'lines'; readonly lines: Lines } | { readonly kind: 'panic' | 'unknown'; readonly why: string };

export interface Lines {
  /** In the order of the file. */
  all(): Iterable<Sourced>;
  /** The same without plain lines that are none of these names, letter case aside. */
  exceptOthersThan(names: readonly string[]): Iterable<Sourced>;
  /** Whether the last line excludes. */
  readonly isLastNegated: boolean;
}

export function linesOf(path: string, kind: ListKind, { tables }: Scope): FileLines {
  const found = tables.text(path);
  if (found.kind === 'absent') return { kind: 'panic', why: `there is no file ${path}` };
  if (found.kind === 'unknown') return found;
  return { kind: 'lines', lines: knownLines(found.parsed, kind) };
}

/** A list may be asked for every recipient there is, so that its file is split once while it stays as it is. */
const known = new WeakMap<ParsedFile, Map<ListKind, Lines>>();

function knownLines(file: ParsedFile, kind: ListKind): Lines {
  const kinds = known.get(file) ?? new Map<ListKind, Lines>();
  known.set(file, kinds);
  const res = kinds.get(kind) ?? splitLines(file, kind);
  kinds.set(kind, res);
  return res;
}

function splitLines({ file, text }: ParsedFile, kind: ListKind): Lines {
  const spans = itemLines(text, kind);
  const letters = ({ start, end }: Span) => text.slice(start, end);
  const line = (it: Span) => written(letters(it), { file, start: it.start, end: it.end });
  let made: LineIndex | undefined;
  return {
    *all() {
      for (const it of spans) yield line(it);
    },
    *exceptOthersThan(names) {
      made ??= lineIndex(spans.map(letters));
      for (const it of made.find(names)) yield line(spans[it]!);
    },
    isLastNegated: letters(spans.at(-1) ?? { start: 0, end: 0 }).startsWith('!'),
  };
}

/** Comments begin with `#`; in lists of addresses and local parts a blank stands before it, or the line begins with it. */
export function itemLines(text: string, kind: ListKind): readonly Span[] {
  const comment = kind === 'address' || kind === 'localpart' ? /(?:^|\s)#.*$/ : /#.*$/;
  return [...physicalLines(text)].flatMap(({ start, end }) => {
    const content = text.slice(start, end).replace(comment, '').trimEnd();
    const from = start + content.length - content.trimStart().length;
    return from < start + content.length ? { start: from, end: start + content.length } : [];
  });
}
