import { type AskedTable, askedTables } from './askedTables.ts';
import { expand } from './expand/expand.ts';
import type { Address, Node } from './routing/address.ts';
import { silently } from './routing/context.ts';
import type { Child } from './routing/results.ts';
import { route } from './routing/route.ts';
import { settings, valueOf } from './routing/settings.ts';
import type { Driver } from './syntax/blocks.ts';
import type { Exim } from './system.ts';

/** A table that a redirect router asks about the addresses of a domain. */
export interface AliasTable extends AskedTable {
  readonly router: Driver;
}

const known = new WeakMap<Exim, readonly AliasTable[]>();

/** The tables of all redirect routers. */
export function aliasTables(system: Exim): readonly AliasTable[] {
  const res = known.get(system) ?? system.configuration.routers.flatMap((it) => tablesOf(system, it));
  known.set(system, res);
  return res;
}

function tablesOf(system: Exim, router: Driver): readonly AliasTable[] {
  const data = router.driver === 'redirect' ? valueOf(router, 'data') : undefined;
  if (!data) return [];
  const strings = [data, ...settings(router, 'address_data').map((it) => it.value)];
  return askedTables(system, router, (scope) => strings.flatMap((it) => expand(it, scope).asked)).map((it) => ({ ...it, router }));
}

/** The address for which a row is asked; undefined for defaults, and for keys of another form. */
export function addressOf({ file, domain, by }: AliasTable, row: number): Address | undefined {
  const key = file.rows.key(row);
  const at = key.lastIndexOf('@');
  if (key.startsWith('*') || at < 0 !== (by === 'local part')) return undefined;
  return at < 0 ? { localPart: key, domain } : { localPart: key.slice(0, at), domain: key.slice(at + 1).toLowerCase() };
}

/** Where a row sends mail, if it is this row that the routers come to. */
export function redirection(
  system: Exim,
  table: AliasTable,
  row: number,
): { readonly node: Node; readonly children: readonly Child[] } | undefined {
  const address = addressOf(table, row);
  if (!address) return undefined;
  const node: Node = { address };
  const place = table.file.rows.at(row);
  for (const it of route(node, silently(system, 'deliver'))) {
    if (it.kind !== 'redirected' || it.router !== table.router.name.text) continue;
    const { because } = it;
    const isHere =
      because.kind === 'written' && because.at.file === place.file && place.start <= because.at.start && because.at.end <= place.end;
    if (isHere) return { node, children: it.children };
  }
  return undefined;
}
