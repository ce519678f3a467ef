import { itemOf, type Sourced } from '../../core/sourced.ts';
import type { ClassOf, DomainClaim } from '../../core/system.ts';
import { expand } from './expand/expand.ts';
import { splitSourced } from './expand/splitList.ts';
import { listedDomains } from './listedDomains.ts';
import { matchDomain } from './lists/match.ts';
import { scopeOf } from './routing/context.ts';
import { settings } from './routing/settings.ts';
import type { Exim } from './system.ts';

/** A list of domains that routers or ACLs ask, and what its domains are to this host. */
interface AskedList {
  readonly name: string;
  readonly class: 'local' | 'relay';
  readonly value: Sourced;
}

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
  for (const { domain, at, origin } of listedDomains(item, system)) yield { domain, class: group, setting, ...(at && { at }), origin };
}
