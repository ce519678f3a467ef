import { type Sourced, sliced } from '../../../core/sourced.ts';

/** One entry of what a redirect router is given. */
export interface RedirectItem {
  readonly kind: 'address' | 'pipe' | 'file' | 'include' | 'real';
  /** An address, a command, a path. */
  readonly text: string;
  readonly source: Sourced;
}

/** What redirection data say as a whole. A special entry ends the list and speaks for all of it. */
export type RedirectList =
  | { readonly kind: 'list'; readonly items: readonly RedirectItem[] }
  | { readonly kind: 'fail' | 'defer'; readonly text: string; readonly source: Sourced }
  | { readonly kind: 'blackhole' | 'unknown'; readonly source: Sourced };

/** Items stand between commas and line breaks; a # begins a comment where an item may begin. Source: parse_forward_list() of parse.c. */
export function redirectItems(data: Sourced): RedirectList {
  const { text } = data;
  const items: RedirectItem[] = [];
  let i = 0;
  while (i < text.length) {
    if (/[\s,]/.test(text[i]!)) {
      i++;
      continue;
    }
    if (text[i] === '#') {
      const end = text.indexOf('\n', i);
      i = end < 0 ? text.length : end;
      continue;
    }
    const special = /^:(fail|defer|blackhole|unknown):[ \t]*/.exec(text.slice(i));
    if (special) {
      const start = i + special[0].length;
      const kind = special[1] as 'fail' | 'defer' | 'blackhole' | 'unknown';
      const source = sliced(data, i, i + special[0].trimEnd().length);
      if (kind === 'fail' || kind === 'defer') return { kind, text: text.slice(start).trim(), source };
      return { kind, source };
    }
    const end = endOf(text, i);
    const source = sliced(data, i, i + text.slice(i, end).trimEnd().length);
    items.push(itemOf(source));
    i = end;
  }
  return { kind: 'list', items };
}

function endOf(text: string, start: number): number {
  let isQuoted = false;
  for (let i = start; i < text.length; i++) {
    const letter = text[i]!;
    if (letter === '\\') i++;
    else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === '\n' || (letter === ',' && !isQuoted)) return i;
  }
  return text.length;
}

function itemOf(source: Sourced): RedirectItem {
  const text = /^"(.*)"$/s.exec(source.text)?.[1]?.replace(/\\(.)/g, '$1') ?? source.text;
  if (text.startsWith(':include:')) return { kind: 'include', text: text.slice(':include:'.length).trim(), source };
  if (text.startsWith('|')) return { kind: 'pipe', text: text.slice(1).trim(), source };
  // A slash begins an address only where a domain follows.
  if (text.startsWith('/') && !/@[\w.-]+$/.test(text)) return { kind: 'file', text, source };
  if (text.startsWith('\\')) return { kind: 'real', text: text.slice(1), source };
  return { kind: 'address', text: bareAddress(source.text), source };
}

/** `Name <user@example.com>` is its address. */
function bareAddress(text: string): string {
  return /<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text;
}
