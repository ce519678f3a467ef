import { STRANGER } from '../../../../core/trace.ts';
import { expand } from '../../expand/expand.ts';
import type { Scope } from '../../expand/scope.ts';
import { matchAddress, matchDomain, matchHost, matchLocalPart } from '../../lists/match.ts';
import { addressValues, scopeOf } from '../../routing/context.ts';
import type { Exim } from '../../system.ts';
import { NOBODY } from './probe.ts';
import type { Value } from './values.ts';

/** A domain that is in no list. */
const DOMAIN = 'nowhere.invalid';

/** Why Exim cannot read a value as it stands for somebody whom no item of it fits; `dies` where the process ends. Undefined where it can. */
export function whyUnreadable(system: Exim, { kind, value }: Value): { readonly why: string; readonly dies: boolean } | undefined {
  const address = addressValues({ localPart: NOBODY, domain: DOMAIN });
  const scope: Scope = scopeOf({ system, client: STRANGER }, { ...address, domain_data: DOMAIN, local_part_data: NOBODY });
  if (kind === undefined) {
    const expansion = value.text.includes('$') ? expand(value, scope) : undefined;
    return expansion?.kind === 'error' ? { why: expansion.why, dies: expansion.dies ?? false } : undefined;
  }
  const match = (() => {
    switch (kind) {
      case 'domain':
        return matchDomain(value, DOMAIN, scope);
      case 'localpart':
        return matchLocalPart(value, NOBODY, scope);
      case 'address':
        return matchAddress(value, `${NOBODY}@${DOMAIN}`, scope);
      case 'host':
        return matchHost(value, { address: STRANGER }, scope);
      default:
        return kind satisfies never;
    }
  })();
  return match.kind === 'panic' || match.kind === 'defer' ? { why: match.why, dies: match.kind === 'panic' } : undefined;
}
