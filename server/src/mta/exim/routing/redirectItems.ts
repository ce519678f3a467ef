import { type Sourced, sliced } from '../../../core/sourced.ts';

/** One entry of what a redirect router is given, without the quotes around all of it. */
export interface RedirectItem {
  readonly source: Sourced;
  readonly isQuoted: boolean;
}

/** What redirection data say: entries up to a special one, which then speaks for all of it. */
export interface RedirectList {
  readonly items: readonly RedirectItem[];
  readonly special?: Special;
}

export interface Special {
  readonly kind: 'fail' | 'defer' | 'blackhole';
  /** What stands behind the word, up to the end of the line. */
  readonly text: string;
  readonly source: Sourced;
}

/** Items stand between commas and line breaks; a # begins a comment where an item may begin. Source: parse_forward_list() of parse.c. */
export function redirectItems(data: Sourced): RedirectList {
  const { text } = data;
  const items: RedirectItem[] = [];
  let at = 0;
  while (at < text.length) {
    if (/[\s,]/.test(text[at]!)) {
      at++;
      continue;
    }
    if (text[at] === '#') {
      at = lineEnd(text, at);
      continue;
    }
    const end = endOf(text, at);
    const [first, last, isQuoted] = bounds(text, at, end);
    const word = /^:(fail|defer|blackhole):[ \t]*/.exec(text.slice(first));
    if (word) {
      const source = sliced(data, first, first + word[0].trimEnd().length);
      const words = text.slice(first + word[0].length, lineEnd(text, first));
      return { items, special: { kind: word[1] as Special['kind'], text: words.trimEnd(), source } };
    }
    const source = sliced(data, first, last);
    // Old files have it where there is nobody.
    if (source.text !== ':unknown:') items.push({ source, isQuoted });
    at = end;
  }
  return { items };
}

/** Without blanks, and without quotes that surround the whole item. */
function bounds(text: string, start: number, end: number): readonly [first: number, last: number, isQuoted: boolean] {
  let last = start + text.slice(start, end).trimEnd().length;
  if (text[start] !== '"' || text[last - 1] !== '"' || last - start < 2) return [start, last, false];
  const inner = text.slice(start + 1, last - 1);
  last = start + 1 + inner.trimEnd().length;
  return [start + 1 + (inner.length - inner.trimStart().length), last, true];
}

/** Commas of a source route, between quotes and in comments separate nothing. Source: parse_find_address_end(). */
function endOf(text: string, start: number): number {
  let isRoute = text[start] === '@';
  let isQuoted = false;
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const letter = text[i]!;
    if (letter === '\n') return i;
    if (letter === '\\') i++;
    else if (depth === 0 && letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (letter === '(') depth++;
    else if (letter === ')' && 0 < depth) depth--;
    else if (letter === ':') isRoute = false;
    else if (letter === ',' && depth === 0 && !isRoute) return i;
  }
  return text.length;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
