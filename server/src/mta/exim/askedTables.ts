import { STRANGER } from '../../core/trace.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { expand } from './expand/expand.ts';
import type { Asked, Scope } from './expand/scope.ts';
import type { Values } from './expand/variables.ts';
import { hostedDomains } from './hostedDomains.ts';
import { matchDomain, matchLocalPart } from './lists/match.ts';
import { lsearchTable } from './lookup/lsearch.ts';
import type { TableName } from './lookup/tables.ts';
import type { Address } from './routing/address.ts';
import { addressValues, scopeOf } from './routing/context.ts';
import { settings, valueOf } from './routing/settings.ts';
import type { Driver } from './syntax/blocks.ts';
import type { Exim } from './system.ts';

/** A table in a text file that a router asks about the addresses of a domain. */
export interface AskedTable {
  readonly table: TableName;
  readonly path: string;
  readonly file: TableFile;
  /** That of bare names, if it is asked for it, or the first for which it is asked. */
  readonly domain: string;
  /** True where it is asked for other domains too. */
  readonly isShared: boolean;
  /** What of an address it is asked for. */
  readonly by: 'local part' | 'address';
}

/** A local part whose letters nobody else has, so that they can be found in a key. */
export const SAMPLE = 'sample-9q';

/** The tables that a router asks, each once for what it is asked for. They are found by asking it about a sample. */
export function askedTables(
  system: Exim,
  router: Driver,
  ask: (scope: Scope, localPart: string) => readonly Asked[],
): readonly AskedTable[] {
  const res: AskedTable[] = [];
  const own = system.options.qualifyRecipient?.toLowerCase();
  // Bare names are completed with this one.
  const domains = [...hostedDomains(system).keys()].sort((a, b) => Number(b === own) - Number(a === own));
  for (const domain of domains) {
    const values = valuesFor(system, router, { localPart: SAMPLE, domain });
    if (!values) continue;
    for (const { table, key } of ask(scopeOf({ system, client: STRANGER }, values), SAMPLE)) {
      const by = key === SAMPLE ? 'local part' : key === `${SAMPLE}@${domain}` ? 'address' : undefined;
      const { path } = table;
      if (by === undefined || path === undefined || table.type !== 'lsearch') continue;
      const before = res.findIndex((it) => it.path === path && it.by === by);
      if (0 <= before) {
        res[before] = { ...res[before]!, isShared: res[before]!.isShared || res[before]!.domain !== domain };
        continue;
      }
      const seen = system.mention({ path, format: lsearchTable });
      if (seen.kind === 'file') res.push({ table, path, file: seen.file as TableFile, domain, isShared: false, by });
    }
  }
  return res;
}

/** Those in which a router finds whom it takes. */
export function admittingTables(system: Exim, router: Driver): readonly AskedTable[] {
  return askedTables(system, router, (scope, localPart) => {
    const list = valueOf(router, 'local_parts');
    const strings = [...settings(router, 'condition'), ...settings(router, 'address_data')];
    return [...(list ? matchLocalPart(list, localPart, scope).asked : []), ...strings.flatMap(({ value }) => expand(value, scope).asked)];
  });
}

/** The variables of an address, if the router is for its domain. */
export function valuesFor(system: Exim, router: Driver, address: Address): Values | undefined {
  const values = addressValues(address);
  const list = valueOf(router, 'domains');
  const match = list && matchDomain(list, address.domain, scopeOf({ system, client: STRANGER }, values));
  if (match && match.kind !== 'yes') return undefined;
  return { ...values, domain_data: match?.data ?? address.domain, local_part_data: address.localPart };
}
