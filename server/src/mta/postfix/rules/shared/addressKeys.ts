import type { Place } from '../../../../core/text.ts';
import type { Postfix } from '../../system.ts';
import { inlinePairs } from '../../tableRef.ts';
import type { OpenTable } from '../../tables.ts';

/** A key `user@domain` or `@domain` of a table; the domain in lower case. */
export interface AddressKey {
  readonly key: string;
  readonly local: string;
  readonly domain: string;
  readonly at: Place;
  readonly table: OpenTable;
  /** Absent where the key stands in the parameter itself. */
  readonly row?: number;
}

/** Every key with an @ in the tables of a parameter whose content is in the files, in their order; each file once. */
export function* addressKeys(system: Postfix, parameter: string): Generator<AddressKey> {
  const seen = new Set<string>();
  for (const table of flat(system, system.mapsOf(parameter).tables)) {
    const { file, ref } = table;
    if (file && !seen.has(file.file)) {
      seen.add(file.file);
      for (let row = 0; row < file.rows.count; row++) {
        const key = file.rows.key(row);
        const at = key.lastIndexOf('@');
        if (0 <= at) yield { ...split(key, at), at: file.rows.keyAt(row), table, row };
      }
    } else if (ref.type === 'inline' && ref.item.at) {
      for (const { key } of inlinePairs(ref.name)) {
        const at = key.lastIndexOf('@');
        if (0 <= at) yield { ...split(key, at), at: ref.item.at, table };
      }
    }
  }
}

function split(key: string, at: number): Pick<AddressKey, 'key' | 'local' | 'domain'> {
  return { key, local: key.slice(0, at), domain: key.slice(at + 1).toLowerCase() };
}

/** The tables that a unionmap: holds answer for themselves. */
function* flat(system: Postfix, tables: readonly OpenTable[]): Generator<OpenTable> {
  for (const table of tables) {
    if (table.ref.type === 'unionmap') yield* flat(system, table.ref.members.map(system.open));
    else yield table;
  }
}

/** The first key of each domain, and how many there are. */
export function firstByDomain(keys: Iterable<AddressKey>): ReadonlyMap<string, { readonly first: AddressKey; readonly count: number }> {
  const res = new Map<string, { first: AddressKey; count: number }>();
  for (const key of keys) {
    const known = res.get(key.domain);
    if (known) known.count++;
    else res.set(key.domain, { first: key, count: 1 });
  }
  return res;
}
