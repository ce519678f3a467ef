/** A string that may be expanded, taken apart. */
export interface Template {
  readonly nodes: readonly Node[];
  readonly start: number;
  readonly end: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** `{yes}{no}`, `{yes}fail` and what is left out of them. */
export interface Branches {
  readonly yes?: Template;
  readonly no?: Template | 'fail';
}

export type Node = Span &
  (
    | { readonly kind: 'literal'; readonly text: string; readonly verbatim: boolean }
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'group'; readonly number: number }
    | { readonly kind: 'header'; readonly name: string }
    | { readonly kind: 'if'; readonly condition: Condition; readonly branches: Branches }
    | {
        readonly kind: 'lookup';
        readonly key: Template | undefined;
        readonly type: string;
        readonly query: Template;
        readonly branches: Branches;
      }
    /** The number of arguments before the branches shows when the first has been expanded. */
    | { readonly kind: 'extract'; readonly json: boolean; readonly parts: readonly Template[]; readonly fail: boolean }
    | { readonly kind: 'listextract'; readonly index: Template; readonly list: Template; readonly branches: Branches }
    | { readonly kind: 'map'; readonly list: Template; readonly each: Template }
    | { readonly kind: 'filter'; readonly list: Template; readonly each: Condition }
    | { readonly kind: 'reduce'; readonly list: Template; readonly first: Template; readonly each: Template }
    | { readonly kind: 'sort'; readonly list: Template; readonly operator: string; readonly each: Template }
    | { readonly kind: 'function'; readonly name: FunctionName; readonly parts: readonly Template[] }
    | { readonly kind: 'operator'; readonly name: string; readonly argument: string | undefined; readonly of: Template }
    /** What no file can tell: a program, a socket, the time, another ACL. */
    | { readonly kind: 'opaque'; readonly name: string }
  );

export type FunctionName = 'sg' | 'tr' | 'substr' | 'length' | 'hash' | 'nhash' | 'listquote' | 'acl' | 'readfile';

export type Condition = Span & { readonly negated: boolean } & (
    | { readonly kind: 'and' | 'or'; readonly members: readonly Condition[] }
    | { readonly kind: 'defined'; readonly name: string; readonly isHeader: boolean }
    | { readonly kind: 'compare'; readonly operator: string; readonly left: Template; readonly right: Template }
    | { readonly kind: 'ask'; readonly operator: 'exists' | 'isip' | 'isip4' | 'isip6' | 'bool' | 'bool_lax'; readonly of: Template }
    | { readonly kind: 'each'; readonly operator: 'forall' | 'forany'; readonly list: Template; readonly member: Condition }
    | { readonly kind: 'acl'; readonly parts: readonly Template[] }
    | { readonly kind: 'opaque'; readonly name: string }
  );

/** A string that Exim refuses, whatever its values are. */
export interface Flaw {
  readonly kind: 'flaw';
  readonly why: string;
  /** The offset at which it was noticed. */
  readonly at: number;
}
