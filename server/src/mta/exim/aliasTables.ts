import type { TableFile } from '../../formats/postmapTable.ts';
import { expand } from './expand/expand.ts';
import { hostedDomains } from './hostedDomains.ts';
import { matchDomain } from './lists/match.ts';
import { lsearchTable } from './lookup/lsearch.ts';
import type { TableName } from './lookup/tables.ts';
import type { Address, Node } from './routing/address.ts';
import { addressValues, scopeOf } from './routing/context.ts';
import type { Child } from './routing/results.ts';
import { route } from './routing/route.ts';
import { valueOf } from './routing/settings.ts';
import { STRANGER, silently } from './rules/shared/probe.ts';
import type { Driver } from './syntax/blocks.ts';
import type { Exim } from './system.ts';

/** A table that a redirect router asks about the addresses of a domain. */
export interface AliasTable {
  readonly router: Driver;
  readonly table: TableName;
  readonly path: string;
  readonly file: TableFile;
  /** The first domain for which it is asked. */
  readonly domain: string;
  /** What of an address it is asked for. */
  readonly by: 'local part' | 'address';
}

/** A local part whose letters nobody else has, so that they can be found in a key. */
const SAMPLE = 'sample-9q';

/** The tables of all redirect routers, each once for what it is asked for. They are found by asking each router about a sample. */
export function aliasTables(system: Exim): readonly AliasTable[] {
  const res: AliasTable[] = [];
  const domains = [...hostedDomains(system).keys()];
  for (const router of system.configuration.routers) {
    const data = router.driver === 'redirect' ? valueOf(router, 'data') : undefined;
    if (!data) continue;
    for (const domain of domains) {
      const scope = scopeOf({ system, client: STRANGER }, addressValues({ localPart: SAMPLE, domain }));
      const list = valueOf(router, 'domains');
      const match = list && matchDomain(list, domain, scope);
      if (match && match.kind !== 'yes') continue;
      const found = { domain_data: match?.data ?? domain, local_part_data: SAMPLE };
      const values = { ...addressValues({ localPart: SAMPLE, domain }), ...found };
      for (const { table, key } of expand(data, scopeOf({ system, client: STRANGER }, values)).asked) {
        const by = key === SAMPLE ? 'local part' : key === `${SAMPLE}@${domain}` ? 'address' : undefined;
        const { path } = table;
        if (by === undefined || path === undefined || table.type !== 'lsearch') continue;
        if (res.some((it) => it.router === router && it.path === path && it.by === by)) continue;
        const seen = system.mention({ path, format: lsearchTable });
        if (seen.kind === 'file') res.push({ router, table, path, file: seen.file as TableFile, domain, by });
      }
    }
  }
  return res;
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
