import type { Place } from './text.ts';

/** Where a value comes from, and so what is to blame. Postfix calls it blame. */
export type Origin =
  | { readonly kind: 'written'; readonly at: Place }
  /** Built in: there is no line to show. */
  | { readonly kind: 'default'; readonly setting: string }
  /** As a package of the server's distribution ships it, in a file that is not here. */
  | { readonly kind: 'packaged'; readonly by: string }
  /** Not in the files; `ask` is a command that would tell. */
  | { readonly kind: 'unknown'; readonly why: string; readonly ask?: string };

/** A value never travels without the reason for it. */
export interface Fact<T> {
  readonly value: T;
  readonly origin: Origin;
}

/**
 * What a table says of a key. Four words, never fewer: from an unreadable table nothing may be concluded,
 * and a broken one makes the server itself answer with a temporary failure.
 */
export type Lookup =
  | { readonly kind: 'hit'; readonly value: string; readonly origin: Origin }
  | { readonly kind: 'miss' }
  | { readonly kind: 'unreadable'; readonly why: string; readonly ask: string }
  | { readonly kind: 'broken'; readonly why: string };
