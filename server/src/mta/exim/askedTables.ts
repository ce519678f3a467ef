import { STRANGER } from '../../core/trace.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import type { Asked, Scope } from './expand/scope.ts';
import { hostedDomains } from './hostedDomains.ts';
import { matchDomain } from './lists/match.ts';
import { lsearchTable } from './lookup/lsearch.ts';
import type { TableName } from './lookup/tables.ts';
import { addressValues, scopeOf } from './routing/context.ts';
import { valueOf } from './routing/settings.ts';
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
const SAMPLE = 'sample-9q';

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
    const address = addressValues({ localPart: SAMPLE, domain });
    const list = valueOf(router, 'domains');
    const match = list && matchDomain(list, domain, scopeOf({ system, client: STRANGER }, address));
    if (match && match.kind !== 'yes') continue;
    const values = { ...address, domain_data: match?.data ?? domain, local_part_data: SAMPLE };
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
