import { itemOf, type Sourced } from '../../core/sourced.ts';
import type { Place } from '../../core/text.ts';
import { STRANGER } from '../../core/trace.ts';
import { expand } from './expand/expand.ts';
import { splitSourced } from './expand/splitList.ts';
import { listedDomains } from './listedDomains.ts';
import { scopeOf } from './routing/context.ts';
import type { Exim } from './system.ts';

/** A host of very many domains treats them alike. */
const MOST = 200;

type Domains = ReadonlyMap<string, Place | undefined>;

const known = new WeakMap<Exim, Domains>();

/** Domains by their names in lists of domains, in those of routers, and in the files that these name. */
export function hostedDomains(system: Exim): Domains {
  const res = known.get(system) ?? collected(system);
  known.set(system, res);
  return res;
}

function collected(system: Exim): Domains {
  const { lists, routers } = system.configuration;
  const res = new Map<string, Place | undefined>();
  const scope = scopeOf({ system, client: STRANGER }, {});
  for (const it of lists) if (it.kind === 'domain') addAll(it.value);
  for (const { settings } of routers) for (const it of settings) if (it.name.text === 'domains') addAll(it.value);
  const { qualifyRecipient } = system.options;
  if (qualifyRecipient !== undefined) add(qualifyRecipient.toLowerCase(), undefined);
  return res;

  function addAll(list: Sourced): void {
    const expansion = list.text.includes('$') ? expand(list, scope) : undefined;
    if (expansion && expansion.kind !== 'value') return;
    for (const item of splitSourced(expansion?.value ?? list)) {
      const written = itemOf(item, 0, item.text.length).at;
      for (const { domain, origin } of listedDomains(item, system)) {
        if (MOST <= res.size) return;
        add(domain, origin.kind === 'written' ? origin.at : written);
      }
    }
  }
  function add(domain: string, at: Place | undefined): void {
    if (!res.has(domain)) res.set(domain, at);
  }
}
