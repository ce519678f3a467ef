import { type Sourced, written } from '../../../core/sourced.ts';
import { physicalLines } from '../../../formats/logicalLines.ts';
import type { Scope } from '../expand/scope.ts';
import type { ListKind } from '../syntax/blocks.ts';

/** The lines of a file that a list names by its path, or why there are none. */
export type FileLines =
  | { readonly kind: 'lines'; readonly lines: readonly Sourced[] }
  | { readonly kind: 'panic' | 'unknown'; readonly why: string };

/** Comments begin with `#`; in lists of addresses and local parts a blank stands before it, or the line begins with it. */
export function linesOf(path: string, kind: ListKind, { tables }: Scope): FileLines {
  const found = tables.text(path);
  if (found.kind === 'absent') return { kind: 'panic', why: `there is no file ${path}` };
  if (found.kind === 'unknown') return found;
  const comment = kind === 'address' || kind === 'localpart' ? /(?:^|\s)#.*$/ : /#.*$/;
  const lines: Sourced[] = [];
  for (const { start, end } of physicalLines(found.text)) {
    const content = found.text.slice(start, end).replace(comment, '').trimEnd();
    const text = content.trimStart();
    const from = start + content.length - text.length;
    if (text !== '') lines.push(written(text, { file: found.file, start: from, end: from + text.length }));
  }
  return { kind: 'lines', lines };
}
