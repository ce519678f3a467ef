import { type Item, itemOf, type Sourced } from '../../core/sourced.ts';

/** Words at blanks and commas; braces hold blanks and commas together, as in `inline:{ a=b, c=d }`. */
export function itemsOf(source: Sourced): Item[] {
  const res: Item[] = [];
  const { text } = source;
  for (let i = 0; i < text.length; ) {
    if (isSeparator(text[i]!)) {
      i++;
      continue;
    }
    let end = i;
    let depth = 0;
    while (end < text.length && (0 < depth || !isSeparator(text[end]!))) {
      if (text[end] === '{') depth++;
      else if (text[end] === '}') depth--;
      end++;
    }
    res.push(itemOf(source, i, end));
    i = end;
  }
  return res;
}

function isSeparator(char: string): boolean {
  // A blank of another kind, such as the one that HTML keeps words together with, belongs to its word.
  return char === ',' || char === ' ' || char === '\t' || char === '\r' || char === '\n';
}
