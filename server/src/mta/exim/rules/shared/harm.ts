import { silently } from '../../routing/context.ts';
import { route } from '../../routing/route.ts';
import type { Exim } from '../../system.ts';
import { people } from './people.ts';
import { NOBODY, replyTo } from './probe.ts';
import { someDomains } from './recipients.ts';
import type { Value } from './values.ts';

/** Whether somebody is put off, with these words, because of a value: a router may be asked only where it does no harm. */
export function putsOff(system: Exim, words: string, owner: Value['owner']): boolean {
  return [...someDomains(system), 'nowhere.invalid'].some((domain) => {
    const address = { localPart: people(system)[0] ?? NOBODY, domain };
    const [first] = route({ address }, silently(system, 'deliver'));
    if ((first?.kind === 'deferred' || first?.kind === 'died') && first.text.includes(words)) return true;
    return owner !== 'router' && /^(deferred|no-service)$/.test(replyTo(system, address).verdict);
  });
}
