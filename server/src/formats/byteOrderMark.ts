import type { Problem } from '../core/syntax.ts';
import type { FileId } from '../core/text.ts';

export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a byte order mark at the beginning of a file does. Postfix takes its three bytes for letters, so that even a
 * comment behind it is none: asked of postmap, postalias and postconf 3.7.
 */
export function markedBeginning(file: FileId, text: string, before: string, consequence: string): readonly Problem[] {
  if (!text.startsWith(BYTE_ORDER_MARK)) return [];
  return [{ at: { file, start: 0, end: 1 }, message: messageOf(text.slice(1, 2), before, consequence) }];
}

function messageOf(next: string, before: string, consequence: string): string {
  if (next === '#') return 'a byte order mark stands before the #, so this line is not read as a comment';
  if (next.trim() === '') return 'a byte order mark stands here, which is read as text';
  return `a byte order mark stands before the first ${before}, ${consequence}`;
}
