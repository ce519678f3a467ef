/** Where files come from: the disk, or a test. Paths are absolute, with forward slashes. Nothing here throws. */
export interface World {
  stat(path: string): Stat;
  read(path: string): Reading;
  /** The first bytes of a file; empty where it cannot be read. */
  head(path: string, bytes: number): Uint8Array;
  /** All files below the folders. */
  list(folders: readonly string[]): Listing;
}

export type Reading =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array /** Milliseconds since 1970. */; readonly modified: number }
  | { readonly kind: 'too-large'; readonly size: number }
  | Missing;

export type Stat =
  | { readonly kind: 'file' /** Milliseconds since 1970. */; readonly modified: number /** Bytes. */; readonly size: number }
  | Missing;

/** Why there is nothing to read at a path. */
export type Missing =
  | { readonly kind: 'absent' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'unreadable'; readonly why: string }
  /** A symbolic link that leads to itself. */
  | { readonly kind: 'loop' };

export interface Listing {
  readonly files: readonly string[];
  /** How many files a walk visits at most; set where it stopped there. */
  readonly cut?: number;
}

/** A larger file is not read: no table that a person edits is so large, and its text would have to stay in memory. */
export const largestFile = 64 * 1024 * 1024;
