import { hostedDomains } from '../../hostedDomains.ts';
import type { Address } from '../../routing/address.ts';
import type { Exim } from '../../system.ts';
import { knownRecipients } from './known.ts';
import { people } from './people.ts';

/** Of many domains, people and entries of a table these have to do. */
const MOST_DOMAINS = 5;
const MOST_NAMES = 5;

/** Some whom this host is there for: people with an account first, for they are of this host, then mailboxes and aliases. */
export function* someRecipients(system: Exim, domains = someDomains(system)): Generator<Address> {
  yield* somePeople(system, domains);
  for (const { address } of knownRecipients(system, MOST_NAMES)) yield address;
}

/** People with an account, in each of these domains. */
export function* somePeople(system: Exim, domains: Iterable<string>, most = MOST_NAMES): Generator<Address> {
  for (const domain of domains) for (const localPart of people(system).slice(0, most)) yield { localPart, domain };
}

/** The first domains of this host that are meant. */
export function someDomains(system: Exim, isMeant: (domain: string) => boolean = () => true): readonly string[] {
  return [...hostedDomains(system).keys()].filter(isMeant).slice(0, MOST_DOMAINS);
}
