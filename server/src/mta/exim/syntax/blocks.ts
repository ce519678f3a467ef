import { type Item, itemOf, type Sourced, sliced } from '../../../core/sourced.ts';
import type { Place } from '../../../core/text.ts';
import type { ConfLine } from './reader.ts';
import { type Flaw, flaw, type Setting, valueOf } from './statement.ts';

export type ListKind = 'domain' | 'host' | 'address' | 'localpart';

/** `domainlist local_domains = …`, named in other lists as `+local_domains`. */
export interface NamedList {
  readonly kind: ListKind;
  readonly name: Item;
  readonly value: Sourced;
  readonly hidden: boolean;
  /** True for `domainlist_cache`: what was found once is not asked again. */
  readonly cached: boolean;
  readonly at: Place;
}

/** A router, a transport or an authenticator. */
export interface Driver {
  readonly name: Item;
  /** The driver that it is an instance of, such as redirect; absent where the file does not say. */
  readonly driver?: string;
  readonly settings: readonly Setting[];
  /** From its name to its last setting, in the file where it begins. */
  readonly at: Place;
}

/** One condition or modifier of an ACL statement: `domains = +local_domains`, `!verify = recipient`, `endpass`. */
export interface Condition {
  readonly name: Item;
  readonly negated: boolean;
  /** The variable of `set acl_m_x = …`. */
  readonly variable?: string;
  readonly value: Sourced;
  readonly at: Place;
}

/** A verb with what follows it, in the order in which it is asked. */
export interface AclStatement {
  readonly verb: Item;
  readonly conditions: readonly Condition[];
  readonly at: Place;
}

export interface Acl {
  readonly name: Item;
  readonly statements: readonly AclStatement[];
  readonly at: Place;
}

/** Of an address and an error, when to try again. */
export interface RetryRule {
  readonly pattern: Sourced;
  readonly error: Item;
  readonly senders?: Sourced;
  readonly rules: Sourced;
  readonly at: Place;
}

/** Which addresses become another, and where. */
export interface RewriteRule {
  readonly pattern: Sourced;
  readonly replacement: Sourced;
  readonly flags: string;
  readonly at: Place;
}

export const verbs: readonly string[] = ['accept', 'defer', 'deny', 'discard', 'drop', 'require', 'warn'];

/** `domainlist name = …` and its three kin; undefined for any other line. Source: readconf_main() and read_named_list(). */
export function namedListOf({ source, at }: ConfLine): NamedList | Flaw | undefined {
  const head = /^(hide[ \t\v\f\r])?(domain|host|address|localpart)list/.exec(source.text);
  if (!head) return undefined;
  const kind = head[2] as ListKind;
  const rest = /^(_cache)?[ \t\n\v\f\r]+([A-Za-z0-9_]*)[ \t\n\v\f\r]*/.exec(source.text.slice(head[0].length));
  if (!rest) return flaw(at, `"${source.text.slice(0, 30)}" is no option that Exim knows, so it does not run`);
  const nameEnd = head[0].length + rest[0].trimEnd().length;
  const name = itemOf(source, nameEnd - rest[2]!.length, nameEnd);
  const equals = head[0].length + rest[0].length;
  if (source.text[equals] !== '=') return flaw(at, `no = behind ${kind}list ${name.text}, so Exim does not run`);
  const value = valueOf(sliced(source, equals + 1, source.text.length), name.text, at);
  if ('kind' in value) return value;
  return { kind, name, value, hidden: head[1] !== undefined, cached: rest[1] !== undefined, at };
}

/** `name:` begins a router, a transport, an authenticator or an ACL. */
export function blockName({ source }: ConfLine): Item | undefined {
  const match = /^([A-Za-z][A-Za-z0-9_]*)[ \t\n\v\f\r]*:/.exec(source.text);
  return match ? itemOf(source, 0, match[1]!.length) : undefined;
}
