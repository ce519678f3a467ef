import type { Item, Sourced } from '../../../core/sourced.ts';
import type { Asked, Scope } from '../expand/scope.ts';

/** Whether a list holds what it is asked for. */
export type Match =
  /** `item` is the word that decides; `data` is what its table says, for $domain_data and the like. */
  | { readonly kind: 'yes'; readonly item: Item | undefined; readonly data?: string; readonly asked: readonly Asked[] }
  | { readonly kind: 'no'; readonly item: Item | undefined; readonly asked: readonly Asked[] }
  /** The list cannot be asked: the reply is 451. */
  | { readonly kind: 'defer'; readonly why: string; readonly asked: readonly Asked[] }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly asked: readonly Asked[] };

/** The client of a list of hosts. Its name is known only where DNS has been asked. */
export interface Client {
  readonly address: string;
  readonly name?: string;
}

export function matchDomain(list: Sourced, domain: string, scope: Scope): Match {
  throw new Error(`${list.text} ${domain} ${scope}`);
}
export function matchLocalPart(list: Sourced, localPart: string, scope: Scope, options: { readonly caseful: boolean }): Match {
  throw new Error(`${list.text} ${localPart} ${scope} ${options}`);
}
export function matchAddress(list: Sourced, address: string, scope: Scope, options: { readonly caseful: boolean }): Match {
  throw new Error(`${list.text} ${address} ${scope} ${options}`);
}
export function matchHost(list: Sourced, client: Client, scope: Scope): Match {
  throw new Error(`${list.text} ${client} ${scope}`);
}
