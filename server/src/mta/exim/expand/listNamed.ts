import type { ListKind } from '../syntax/blocks.ts';
import type { Scope } from './scope.ts';
import { splitList } from './splitList.ts';

const KINDS: Readonly<Record<string, ListKind>> = { a: 'address', d: 'domain', h: 'host', l: 'localpart' };
const DEEPEST = 20;

/** The items of a named list as `${listnamed:name}` writes them, lists within it put in; undefined for a name that no list has. */
export function namedItems(name: string, kind: string | undefined, scope: Scope, depth = 0): string | undefined {
  const bare = name.replace(/^\+/, '');
  const asked = kind === undefined ? undefined : KINDS[kind.slice(0, 1)];
  if (kind !== undefined && !asked) return undefined;
  const kinds: readonly ListKind[] = asked ? [asked] : ['address', 'domain', 'host', 'localpart'];
  const list = kinds.map((it) => scope.list(it, bare)).find((it) => it !== undefined);
  if (!list || DEEPEST < depth) return undefined;
  const { items, separator } = splitList(list.value.text);
  const written: string[] = [];
  for (const item of items) {
    const inner = item.startsWith('+') ? namedItems(item, kind, scope, depth + 1) : undefined;
    if (item.startsWith('+') && inner === undefined) return undefined;
    written.push(inner ?? (separator === ':' ? item : item.replaceAll(':', '::')));
  }
  return written.join(' : ');
}
