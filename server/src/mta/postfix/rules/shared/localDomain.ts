import type { Place } from '../../../../core/text.ts';
import { isHostname } from '../../routing/address.ts';
import { domainClass } from '../../routing/class.ts';
import type { Postfix } from '../../system.ts';

/** A list of local recipients that somebody wrote, and a domain that it is asked for. */
export interface LocalRecipients {
  readonly at: Place;
  readonly domain: string;
}

/** Undefined where the built-in list holds, where it is empty and takes everybody, and where no domain is local. */
export function writtenLocalRecipients({ parameters, claims, mainCf }: Postfix): LocalRecipients | undefined {
  const at = parameters.assignment('local_recipient_maps')?.valueAt;
  const domain = claims.find((it) => it.class === 'local' && !it.domain.startsWith('.'))?.domain;
  if (at?.file !== mainCf.file || domain === undefined || parameters.text('local_recipient_maps') === '') return undefined;
  return { at, domain };
}

/** The domains that this host certainly delivers itself, in the order of mydestination. */
export function* localDomains(system: Postfix): Generator<string> {
  for (const { domain, class: claimed } of system.claims) {
    if (claimed !== 'local' || !isHostname(domain)) continue;
    const found = domainClass(system, domain);
    if (found.kind === 'class' && found.class === 'local') yield domain;
  }
}

/** The first of them. */
export function localDomain(system: Postfix): string | undefined {
  const [first] = localDomains(system);
  return first;
}
