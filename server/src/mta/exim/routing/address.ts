import type { Values } from '../expand/variables.ts';
import type { Exim } from '../system.ts';
import { type Malformed, parseAddress } from './parseAddress.ts';

/** A recipient inside Exim. Letter case of the domain never counts, that of the local part only where a router says so. */
export interface Address {
  /** As it was written, without quotes. */
  readonly localPart: string;
  readonly isQuoted?: true;
  /** Out of the configuration and its tables and not from a sender: files may be named after it. */
  readonly isTrusted?: boolean;
  /** Lower case. */
  readonly domain: string;
}

/** The address of which another one came, and the router that made it. */
export interface Node {
  readonly address: Address;
  readonly parent?: { readonly node: Node; readonly router: string };
  /** The router at which it begins: after `unseen`, `redirect_router` or `pass_router`. */
  readonly start?: number;
  /** What routers have set for it or for its parents, such as $address_data. */
  readonly values?: Values;
}

export function textOf({ localPart, domain, isQuoted }: Address): string {
  return isQuoted || /[\s"@,;:<>()[\]\\]/.test(localPart) || localPart === ''
    ? `"${localPart.replace(/["\\]/g, '\\$&')}"@${domain}`
    : `${localPart}@${domain}`;
}

export interface HowQualified {
  /** For what has no domain, where it is not that of the configuration. */
  readonly domain?: string | undefined;
  /** Whether `user@[192.0.2.1]` is an address, where the configuration does not decide. */
  readonly literals?: boolean;
  readonly isTrusted?: boolean;
}

/** Takes an address apart; what has no domain gets that for unqualified recipients. Undefined where that is not known. */
export function qualified(text: string, { options }: Exim, how: HowQualified = {}): Address | Malformed | undefined {
  const parsed = parseAddress(text, how.literals ?? options.isSet('allow_domain_literals'));
  if ('why' in parsed) return parsed;
  const name = parsed.domain ?? how.domain ?? options.qualifyRecipient;
  if (name === undefined) return undefined;
  return {
    localPart: unquoted(parsed.localPart),
    ...(parsed.localPart.includes('"') && { isQuoted: true }),
    domain: name.toLowerCase(),
    isTrusted: how.isTrusted ?? false,
  };
}

/** A local part is the text between its quotes, and behind its backslashes. */
export function unquoted(localPart: string): string {
  return localPart.replace(/"|\\(.)/g, '$1');
}

/** Ancestors of a node, the nearest first. */
export function* ancestors(node: Node): Generator<{ readonly node: Node; readonly router: string }> {
  for (let it = node.parent; it; it = it.node.parent) yield it;
}
