import { type Sourced, written } from '../../../core/sourced.ts';
import { physicalLines, type Span } from '../../../formats/logicalLines.ts';
import type { Scope } from '../expand/scope.ts';
import type { ListKind } from '../syntax/blocks.ts';

/** The lines of a file that a list names by its path, or why there are none. */
export type FileLines =
  | { readonly kind: 'lines'; readonly lines: readonly Sourced[] }
  | { readonly kind: 'panic' | 'unknown'; readonly why: string };

export function linesOf(path: string, kind: ListKind, { tables }: Scope): FileLines {
  const found = tables.text(path);
  if (found.kind === 'absent') return { kind: 'panic', why: `there is no file ${path}` };
  if (found.kind === 'unknown') return found;
  const lines = itemLines(found.text, kind).map(({ start, end }) =>
    written(found.text.slice(start, end), { file: found.file, start, end }),
  );
  return { kind: 'lines', lines };
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
