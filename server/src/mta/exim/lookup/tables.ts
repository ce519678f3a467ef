import type { Lookup } from '../../../core/fact.ts';
import type { Mention, Seen } from '../../../core/system.ts';

/** A table as a lookup names it: `partial-lsearch*@` with a file, or a query of a database. */
export interface TableName {
  /** Such as lsearch, without the words around it. */
  readonly type: string;
  /** `partial3(.)-`: the fewest labels that are kept, and what stands before them. */
  readonly partial?: { readonly least: number; readonly affix: string };
  /** `*`: the key `*` is asked last; `*@`: before that the key with `*` for its local part. */
  readonly star?: '*' | '*@';
  /** What stands behind a comma, such as ret=full. */
  readonly options: readonly string[];
  /** The file or folder; absent for a query. */
  readonly path?: string;
}

/** Tables and files, as far as they can be seen. */
export interface Tables {
  /** What a table says of a key, with partial matching and default keys. */
  find(table: TableName, key: string): Lookup;
  /** Whether something stands at a path, as the condition `exists` asks. */
  exists(path: string): 'yes' | 'no' | 'unknown';
}

export type MentionFile = (mention: Mention) => Seen;
