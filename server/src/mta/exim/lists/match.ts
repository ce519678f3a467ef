import type { Sourced } from '../../../core/sourced.ts';
import type { Scope } from '../expand/scope.ts';
import { addressTest } from './address.ts';
import { type Client, hostTest } from './host.ts';
import { type Match, scanList } from './scan.ts';
import { stringTest } from './string.ts';

export type { Client } from './host.ts';
export type { Match } from './scan.ts';

/** How a list is asked. */
export interface HowAsked {
  /** Letter case of local parts counts; that of domains never does. */
  readonly caseful?: boolean;
  /** The dollars of the list are letters: so the conditions match_domain and its kin have it. */
  readonly literal?: boolean;
}

/** Whether a domain list has a domain. While the list is expanded, $domain is this domain. */
export function matchDomain(list: Sourced, domain: string, scope: Scope, how: HowAsked = {}): Match {
  const test = stringTest(domain, { caseful: false, atIsSpecial: true, partial: true }, scope);
  return scanList({ list, kind: 'domain', test, names: [domain], scope, literal: how.literal ?? false });
}

export function matchLocalPart(list: Sourced, localPart: string, scope: Scope, how: HowAsked = {}): Match {
  const testOf = (caseful: boolean) => stringTest(localPart, { caseful, atIsSpecial: false, partial: true }, scope);
  const test = testOf(how.caseful ?? false);
  return scanList({ list, kind: 'localpart', test, caseful: () => testOf(true), names: [localPart], scope, literal: how.literal ?? false });
}

/** Whether an address list has an address; the empty address is the sender of a bounce. */
export function matchAddress(list: Sourced, address: string, scope: Scope, how: HowAsked = {}): Match {
  const testOf = (caseful: boolean) => addressTest(address, caseful, scope);
  const test = testOf(how.caseful ?? false);
  const names = [address, address.slice(address.lastIndexOf('@') + 1)];
  return scanList({ list, kind: 'address', test, caseful: () => testOf(true), names, scope, literal: how.literal ?? false });
}

/** Whether a host list has a client. */
export function matchHost(list: Sourced, client: Client, scope: Scope): Match {
  return scanList({ list, kind: 'host', test: hostTest(client, scope), scope, literal: false });
}
