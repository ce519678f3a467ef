import type { Lookup } from '../../../core/fact.ts';
import type { Sourced } from '../../../core/sourced.ts';
import type { TableName, Tables } from '../lookup/tables.ts';
import type { ListKind, NamedList } from '../syntax/blocks.ts';

/** Everything that an expansion may ask of the message and of the world. It asks nothing else and never waits. */
export interface Scope {
  /** Undefined for a name that Exim does not know: such an expansion fails. See `variablesOf`. */
  variable(name: string): Variable | undefined;
  list(kind: ListKind, name: string): NamedList | undefined;
  readonly tables: Tables;
  /** While the client names recipients there are no headers: all of them are empty. */
  readonly isBeforeData?: true;
  /** `${acl {name}{argument}}`, where an ACL is at work. */
  acl?(name: string, args: readonly Variable[]): AclAnswer;
}

/** What an ACL says that an expansion calls: yes or no with the words of its message. */
export type AclAnswer =
  | { readonly kind: 'accept' | 'deny'; readonly text: string | undefined }
  /** It puts off, which forces the expansion to fail. */
  | { readonly kind: 'defer' }
  | { readonly kind: 'error' | 'unknown'; readonly why: string };

/** What a variable holds. Tainted is what came from a sender: Exim opens no file by such a name. */
export type Variable =
  | { readonly kind: 'value'; readonly text: string; readonly tainted: boolean }
  | { readonly kind: 'unknown'; readonly why: string };

/** A table that was asked on the way, for explanations and for the place of its answer. */
export interface Asked {
  readonly table: TableName;
  readonly key: string;
  readonly answer: Lookup;
}

/** What became of a string. */
export type Expansion =
  /** `value` knows where its letters come from: those of the string stay where they stand, what was put in stands at its expression. */
  | { readonly kind: 'value'; readonly value: Sourced; readonly tainted: boolean; readonly asked: readonly Asked[] }
  /** The word fail in place of a second branch: no error, the option counts as absent or the router declines. */
  | { readonly kind: 'forced-fail'; readonly asked: readonly Asked[] }
  /** Exim cannot expand the string; a table that cannot be opened makes it `temporary`. In either case the reply is 451. */
  | {
      readonly kind: 'error';
      readonly why: string;
      readonly temporary: boolean;
      /** Worse: the process ends, and the client gets no reply at all. */
      readonly dies?: true;
      readonly asked: readonly Asked[];
    }
  /** Nobody can tell from the files; `ask` is a command that would. */
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly asked: readonly Asked[] };
