import type { Sourced } from '../../../core/sourced.ts';
import type { Condition } from './nodes.ts';
import type { Asked, Scope } from './scope.ts';

/** A piece of text on its way through an expansion. */
export interface Piece {
  readonly kind: 'text';
  readonly text: string;
  readonly tainted: boolean;
  /** Which stretches of the string its letters come from, where that is known. */
  readonly emitted?: readonly Emitted[];
}

export interface Emitted {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** True where the letters stand in the string as they are. */
  readonly verbatim: boolean;
  /** Where a table has them. */
  readonly found?: { readonly table: string; readonly letters: Sourced | undefined };
}

/** Why there is no text. */
export type Stop =
  | { readonly kind: 'forced-fail' }
  /** `dies`: the process ends, and nobody gets a reply. */
  | { readonly kind: 'error'; readonly why: string; readonly temporary: boolean; readonly dies?: true }
  | { readonly kind: 'unknown'; readonly why: string };

export type Result = Piece | Stop;

/** What holds at one place of an expansion: branches and iterations make new ones. */
export interface Frame {
  readonly scope: Scope;
  /** $0, $1 … of the last match; absent where none was made yet, and those of the message hold. */
  readonly groups?: readonly Piece[];
  readonly value: Piece | undefined;
  readonly item: Piece | undefined;
  readonly asked: Asked[];
  readonly depth: number;
  /** What leaks out of a part that Exim does not clean up behind. */
  readonly state: State;
}

export interface State {
  /** A filter has left its own $1 and $value to whatever follows it. */
  disturbed: boolean;
  /** Iterations that were really gone through. */
  readonly gone: Set<Condition>;
}

export function piece(text: string, tainted = false): Piece {
  return { kind: 'text', text, tainted };
}

export function error(why: string, temporary = false): Stop {
  return { kind: 'error', why, temporary };
}

export function unknown(why: string): Stop {
  return { kind: 'unknown', why };
}

/** Exim compares and counts bytes, a text here has letters. */
export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

export const NOT_ASCII: Stop = { kind: 'unknown', why: 'letters beyond ASCII are several bytes to Exim' };
