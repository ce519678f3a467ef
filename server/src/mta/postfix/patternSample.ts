import type { Translation } from '../../formats/pattern.ts';

/**
 * A short text that an expression matches, such as help-0@example.com for `^help-[0-9]+@example\.com$`; undefined where none is found. What may be
 * left out is left out, the first branch is taken, and the result is tried against the expression itself.
 */
export function sampleOf(pattern: string, test: Translation): string | undefined {
  if (test.kind !== 'ready') return undefined;
  const text = branchOf(pattern.replace(/^\^|\$$/g, ''));
  return text !== undefined && test.expression.test(text) ? text : undefined;
}

/** The first branch, piece by piece; undefined where a piece is of a kind that is not made here. */
function branchOf(pattern: string): string | undefined {
  let res = '';
  for (let i = 0; i < pattern.length; ) {
    const piece = pieceAt(pattern, i);
    if (!piece) return undefined;
    if (piece.isBranch) return res;
    const repeat = /^(?:[*?]|\{0[,}]|\+|\{(\d+)[^}]*\})[?+]?/.exec(pattern.slice(piece.end));
    const isOptional = repeat !== null && /^([*?]|\{0)/.test(repeat[0]);
    if (!isOptional) {
      const text = piece.make();
      if (text === undefined) return undefined;
      res += text.repeat(Number(repeat?.[1] ?? 1));
    }
    i = piece.end + (repeat?.[0].length ?? 0);
  }
  return res;
}

interface Piece {
  readonly end: number;
  readonly isBranch?: true;
  make(): string | undefined;
}

function pieceAt(pattern: string, start: number): Piece | undefined {
  const char = pattern[start]!;
  const plain = (text: string, end: number): Piece => ({ end, make: () => text });
  switch (char) {
    case '|':
      return { end: start + 1, isBranch: true, make: () => '' };
    case '^':
    case '$':
      return plain('', start + 1);
    case '.':
      return plain('a', start + 1);
    case '\\': {
      const next = pattern[start + 1] ?? '';
      const made = /\w/.test(next) ? { d: '0', w: 'a', b: '' }[next] : next;
      return made === undefined ? undefined : plain(made, start + 2);
    }
    case '[':
      return bracketAt(pattern, start);
    case '(': {
      const end = closing(pattern, start);
      const inside = pattern.slice(start + 1, end - 1).replace(/^\?:/, '');
      return end < 0 || inside.startsWith('?') ? undefined : { end, make: () => branchOf(inside) };
    }
    default:
      return plain(char, start + 1);
  }
}

/** A member of a class of characters; for a negated one a letter or a digit that it does not name. */
function bracketAt(pattern: string, start: number): Piece | undefined {
  const [whole, not, inside = ''] = /^\[(\^?)(\]?(?:\[:\w+:\]|[^\]])*)\]/.exec(pattern.slice(start)) ?? [];
  if (whole === undefined) return undefined;
  const candidates = [...'a0z9-._+='];
  const members = inside.replace(/\[:(alpha|alnum|lower):\]/g, 'a-z').replace(/\[:digit:\]/g, '0-9');
  if (/\[:/.test(members)) return undefined;
  const has = (it: string): boolean => {
    const ranges = [...members.matchAll(/(.)-(.)/g)];
    return members.includes(it) || ranges.some(([, from = '', to = '']) => from <= it && it <= to);
  };
  const found = candidates.find((it) => has(it) !== (not === '^')) ?? (not === '' ? members[0] : undefined);
  return { end: start + whole.length, make: () => found };
}

function closing(pattern: string, start: number): number {
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === '(') depth++;
    else if (pattern[i] === ')' && --depth === 0) return i + 1;
  }
  return -1;
}
