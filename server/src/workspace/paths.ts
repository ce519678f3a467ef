import type { FileId } from '../core/text.ts';

/** Where a path of the server lies in the workspace. */
export type Located =
  | { readonly kind: 'found'; readonly file: FileId }
  /** `expected` only where it is certain where the file would lie. */
  | { readonly kind: 'absent'; readonly expected?: FileId };
