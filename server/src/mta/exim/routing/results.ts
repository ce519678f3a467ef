import type { Origin } from '../../../core/fact.ts';
import type { Values } from '../expand/variables.ts';
import type { Address, Node } from './address.ts';

/** What routers make of an address. */
export type Routed =
  /** A transport takes it; `nexthop` is the host or list of hosts of a remote one. */
  | {
      readonly kind: 'taken';
      readonly router: string;
      readonly transport: string;
      readonly nexthop: string;
      /** What the router has found, for the transport. */
      readonly values: Values;
      readonly because: Origin;
    }
  /** Other addresses take its place, and perhaps commands and files. */
  | {
      readonly kind: 'redirected';
      readonly router: string;
      readonly children: readonly Child[];
      readonly from: Node;
      readonly because: Origin;
    }
  | { readonly kind: 'discarded'; readonly router: string; readonly because: Origin }
  /** `text` is what the client is told; it may begin with codes of its own. `beside`: who stands before `:fail:` is sent to all the same. */
  | { readonly kind: 'failed'; readonly text: string; readonly beside?: readonly Child[]; readonly because: Origin }
  /** `text` is for the log; the client is told `reply`, or else that there is a problem. */
  | { readonly kind: 'deferred'; readonly text: string; readonly reply?: string; readonly because: Origin }
  /** Exim ends without a word. */
  | { readonly kind: 'died'; readonly text: string; readonly because: Origin }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly because: Origin };

/** One of those to whom a redirection leads. */
export type Child =
  | { readonly kind: 'address'; readonly address: Address; readonly because: Origin; readonly start?: number }
  | {
      readonly kind: 'pipe' | 'file';
      readonly text: string;
      readonly transport: string | undefined;
      readonly isForbidden: boolean;
      readonly because: Origin;
    };

/** What one driver does with an address that its router admits. */
export type Driven =
  | Routed
  /** `reply`: what is said in the end where no other router takes it. */
  | { readonly kind: 'declined'; readonly why: string; readonly reply?: string; readonly because: Origin }
  | { readonly kind: 'passed'; readonly reply?: string; readonly because: Origin }
  /** Begins again with the same local part in another domain. */
  | { readonly kind: 'rerouted'; readonly domain: string; readonly because: Origin };
