import type { Place } from '../../../../core/text.ts';
import { STRANGER } from '../../../../core/trace.ts';
import { addressOf, aliasTables } from '../../aliasTables.ts';
import { admittingTables, SAMPLE, valuesFor } from '../../askedTables.ts';
import { expand } from '../../expand/expand.ts';
import { truth } from '../../expand/truth.ts';
import { hostedDomains } from '../../hostedDomains.ts';
import { matchLocalPart } from '../../lists/match.ts';
import type { Address } from '../../routing/address.ts';
import { scopeOf } from '../../routing/context.ts';
import { setting, settings, valueOf } from '../../routing/settings.ts';
import type { Driver } from '../../syntax/blocks.ts';
import type { Exim } from '../../system.ts';

/** Somebody who is meant to get mail here, because a table names him. */
export interface Known {
  readonly address: Address;
  /** The key, or the option that names a folder. */
  readonly at: Place;
  /** Whether it is an alias, or a mailbox of a router that takes whom its table has. */
  readonly kind: 'alias' | 'mailbox';
  /** Whether its table is asked for other domains too, so that a bare name may be meant for one of them. */
  readonly isShared: boolean;
}

/** Of a large table a sample has to do. */
const MOST_ROWS = 100;
/** A local part that nobody has, without anything that a suffix may begin with. */
export const SOMEBODY_ELSE = 'nobodyiscalledso';

/** Those whom tables name: aliases, and mailboxes in the tables of `local_parts`, `condition` and `address_data`. */
export function* knownRecipients(system: Exim, mostRows = MOST_ROWS): Generator<Known> {
  for (const table of aliasTables(system)) {
    for (let row = 0; row < Math.min(table.file.rows.count, mostRows); row++) {
      const { rows } = table.file;
      const address = rows.rawValue(row).trim() === '' ? undefined : (addressOf(table, row) ?? forOthers(rows.key(row), table.domain));
      if (address) yield { address, at: rows.keyAt(row), kind: 'alias', isShared: table.isShared };
    }
  }
  for (const router of system.configuration.routers)
    if (router.driver === 'accept' || router.driver === 'manualroute') yield* mailboxes(system, router, mostRows);
  for (const router of system.configuration.routers)
    if (router.driver === 'accept' || router.driver === 'redirect') yield* inFolder(system, router, mostRows);
}

/** Those for whom a folder has something of their name, such as mailing lists. */
function* inFolder(system: Exim, router: Driver, mostRows: number): Generator<Known> {
  const list = valueOf(router, 'local_parts');
  const folder = /^\s*dsearch(?:,[\w,=]*)?\s*;\s*(\/[^\s:$]+?)\/*\s*$/.exec(list?.text ?? '')?.[1];
  const at = setting(router, 'local_parts')?.at;
  const domain = [...hostedDomains(system).keys()].find((it) => valuesFor(system, router, { localPart: SAMPLE, domain: it }));
  if (folder === undefined || !at || domain === undefined) return;
  const paths = [...system.matching(`${folder}/*`), ...system.matching(`${folder}/*/`)].slice(0, mostRows);
  for (const it of paths)
    yield { address: { localPart: it.slice(it.lastIndexOf('/') + 1).toLowerCase(), domain }, at, kind: 'mailbox', isShared: false };
}

/** What a default entry is there for. */
function forOthers(key: string, domain: string): Address | undefined {
  const [, own = domain] = /^\*(?:@(.+))?$/.exec(key) ?? [];
  return key.startsWith('*') && (key === '*' || key.startsWith('*@')) ? { localPart: SOMEBODY_ELSE, domain: own.toLowerCase() } : undefined;
}

function* mailboxes(system: Exim, router: Driver, mostRows: number): Generator<Known> {
  for (const table of admittingTables(system, router)) {
    const { rows } = table.file;
    for (let row = 0; row < Math.min(rows.count, mostRows); row++) {
      const [localPart = '', domain = table.domain] = rows.key(row).split('@');
      const address = { localPart, domain: domain.toLowerCase() };
      const isMeant = /^[\w.+-]+$/.test(localPart) && rows.key(row).includes('@') === (table.by === 'address');
      if (isMeant && isAdmitted(system, router, address)) yield { address, at: rows.keyAt(row), kind: 'mailbox', isShared: table.isShared };
    }
  }
}

/** A table may also say who is no user: only the conditions tell. */
function isAdmitted(system: Exim, router: Driver, address: Address): boolean {
  const isTrue = (it: Address): boolean => {
    const values = valuesFor(system, router, it);
    if (!values) return false;
    const scope = scopeOf({ system, client: STRANGER }, values);
    const list = valueOf(router, 'local_parts');
    if (list && matchLocalPart(list, it.localPart, scope).kind !== 'yes') return false;
    return [...settings(router, 'condition'), ...settings(router, 'address_data')].every(({ name, value }) => {
      const expansion = expand(value, scope);
      return expansion.kind === 'value' && (name.text !== 'condition' || truth(expansion.value.text, true) === true);
    });
  };
  return isTrue(address) && !isTrue({ ...address, localPart: SAMPLE });
}
