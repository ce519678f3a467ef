import type { Place } from '../core/text.ts';

export interface FoundWord {
  readonly at: Place;
  readonly text: string;
}

const longestWord = 320;

/** The word at the cursor, as lists and tables part words; none in a comment. */
export function wordAt({
  file,
  text,
  offset,
}: {
  readonly file: string;
  readonly text: string;
  readonly offset: number;
}): FoundWord | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  if (/^\s*#/.test(text.slice(line, line + 200))) return undefined;
  let [start, end] = [offset, offset];
  while (line < start && offset - start < longestWord && !isEdge(text[start - 1]!)) start--;
  while (end < text.length && end - offset < longestWord && !isEdge(text[end]!)) end++;
  const word = text.slice(start, end).replace(/:$/, '');
  return { at: { file, start, end: start + word.length }, text: word };
}

function isEdge(char: string): boolean {
  return /[\s,;"'<>()[\]{}=|]/.test(char);
}
