import { itemOf, type Sourced } from '../../core/sourced.ts';
import type { ClassOf, DomainClaim } from '../../core/system.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { expand } from './expand/expand.ts';
import { splitSourced } from './expand/splitList.ts';
import { linesOf } from './lists/fileLines.ts';
import { matchDomain } from './lists/match.ts';
import { lsearchTable } from './lookup/lsearch.ts';
import { scopeOf } from './routing/context.ts';
import { settings } from './routing/settings.ts';
import type { Exim } from './system.ts';

/** A list of domains that routers or ACLs ask, and what its domains are to this host. */
interface AskedList {
  readonly name: string;
  readonly class: 'local' | 'relay';
  readonly value: Sourced;
}

const HOSTNAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_-]+)*$/;
const NOBODY = { client: '' };

/** Every domain that a list takes for this host, in the order of the lists. */
export function* claimsOf(system: Exim): Generator<DomainClaim> {
  for (const list of askedLists(system)) {
    const expansion = expand(list.value, scopeOf({ system, ...NOBODY }, {}));
    if (expansion.kind === 'value') for (const item of splitSourced(expansion.value)) yield* claimsIn(item, list, system);
  }
}

/** The first list that has a domain decides. */
export function classOf(domain: string, system: Exim): ClassOf {
  const name = domain.toLowerCase();
  for (const list of askedLists(system)) {
    const match = matchDomain(list.value, name, scopeOf({ system, ...NOBODY }, { domain: name }));
    if (match.kind === 'unknown') return { kind: 'unknown', why: match.why, ask: match.ask };
    if (match.kind !== 'yes') continue;
    // A file that the list names has a line for the domain.
    const claim = system.claims.find((it) => it.domain === name && it.setting === list.name);
    const because = claim?.origin ?? match.item?.origin ?? itemOf(list.value, 0, list.value.text.length).origin;
    return { kind: 'class', class: list.class, setting: list.name, because };
  }
  return { kind: 'elsewhere' };
}

/** Named lists that are used somewhere, then the domains of routers that deliver. What an administrator relays for has relay in its name. */
function* askedLists({ configuration }: Exim): Generator<AskedList> {
  const uses = [...usesOf(configuration)].map((it) => it.text).join('\n');
  for (const { kind, name, value } of configuration.lists)
    if (kind === 'domain' && new RegExp(`\\+${name.text}\\b`).test(uses))
      yield { name: name.text, class: /relay/i.test(name.text) ? 'relay' : 'local', value };
  for (const router of configuration.routers)
    if (router.driver === 'accept' || router.driver === 'redirect')
      for (const { value } of settings(router, 'domains'))
        if (!/\+|!/.test(value.text)) yield { name: router.name.text, class: 'local', value };
}

function* usesOf({ routers, acls }: Exim['configuration']): Generator<Sourced> {
  for (const router of routers) for (const { value } of settings(router, 'domains')) yield value;
  for (const { statements } of acls)
    for (const { conditions } of statements) for (const { name, value } of conditions) if (name.text === 'domains') yield value;
}

function* claimsIn(item: Sourced, { name: setting, class: group }: AskedList, system: Exim): Generator<DomainClaim> {
  const { at, origin } = itemOf(item, 0, item.text.length);
  const { text } = item;
  const base = { class: group, setting, ...(at && { at }) };
  if (text === '@') {
    const { primaryHostname } = system.options;
    if (primaryHostname !== undefined) yield { ...base, domain: primaryHostname.toLowerCase(), origin };
    return;
  }
  if (text.startsWith('/')) {
    const found = linesOf(text, 'domain', scopeOf({ system, ...NOBODY }, {}));
    if (found.kind !== 'lines') return;
    for (const it of found.lines.all())
      if (HOSTNAME.test(it.text.toLowerCase()))
        yield { ...base, domain: it.text.toLowerCase(), origin: itemOf(it, 0, it.text.length).origin };
    return;
  }
  const path = /^(?:partial[^-]*-)?lsearch\s*;\s*(\/\S+)$/.exec(text)?.[1];
  if (path === undefined) {
    if (HOSTNAME.test(text.toLowerCase())) yield { ...base, domain: text.toLowerCase(), origin };
    return;
  }
  const seen = system.mention({ path, format: lsearchTable, ...(at && { at }) });
  if (seen.kind !== 'file') return;
  const { rows } = seen.file as TableFile;
  for (let row = 0; row < rows.count; row++) {
    const domain = rows.key(row).toLowerCase();
    if (HOSTNAME.test(domain)) yield { ...base, domain, origin: { kind: 'written', at: rows.keyAt(row) } };
  }
}
