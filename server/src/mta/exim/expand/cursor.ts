import type { Condition, Flaw } from './nodes.ts';

/** Where a parser stands in its text. It lives as long as one parse does; the first flaw ends the parse. */
export interface Cursor {
  readonly text: string;
  at: number;
  flaw: Flaw | undefined;
  /** Variables that the text names, in branches that are not taken too: Exim knows all of them or refuses the string. */
  readonly variables: Set<string>;
  /**
   * True where a part that is only read, for its end, leaves its own $1 or $value behind: a `reduce` inside a `map`, an
   * iteration over written items. Exim 4.96 does not clean up behind those.
   */
  leaks: boolean;
  /** Iterations over written items: Exim goes through them even in a branch that is not taken, and fails there if one of them fails. */
  readonly eager: Condition[];
  reduces: number;
}

export function cursorOf(text: string): Cursor {
  return { text, at: 0, flaw: undefined, variables: new Set(), leaks: false, eager: [], reduces: 0 };
}

export function fail(cursor: Cursor, why: string): undefined {
  cursor.flaw ??= { kind: 'flaw', why, at: cursor.at };
  return undefined;
}

export function peek(cursor: Cursor): string {
  return cursor.text[cursor.at] ?? '';
}

export function skipBlanks(cursor: Cursor): void {
  while (/[ \t\n\r\v\f]/.test(peek(cursor))) cursor.at++;
}

/** Steps over one letter where it stands here, after blanks; tells whether it did. */
export function take(cursor: Cursor, letter: string): boolean {
  skipBlanks(cursor);
  if (peek(cursor) !== letter) return false;
  cursor.at++;
  return true;
}

export function word(cursor: Cursor, letters: RegExp): string {
  const start = cursor.at;
  while (letters.test(peek(cursor))) cursor.at++;
  return cursor.text.slice(start, cursor.at);
}
