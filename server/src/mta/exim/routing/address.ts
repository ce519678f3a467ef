import type { Exim } from '../system.ts';

/** A recipient inside Exim. Letter case of the domain never counts, that of the local part only where a router says so. */
export interface Address {
  /** As it was written. */
  readonly localPart: string;
  /** Lower case. */
  readonly domain: string;
}

/** The address of which another one came, and the router that made it. */
export interface Node {
  readonly address: Address;
  readonly parent?: { readonly node: Node; readonly router: string };
  /** The router at which it begins: after `unseen`, `redirect_router` or `pass_router`. */
  readonly start?: number;
}

export function textOf({ localPart, domain }: Address): string {
  return `${localPart}@${domain}`;
}

/** Takes an address apart at its last @; what has none gets the domain for unqualified recipients. Undefined where that is not known. */
export function qualified(text: string, { options }: Exim, domain = options.qualifyRecipient): Address | undefined {
  const at = text.lastIndexOf('@');
  if (0 <= at) return { localPart: unquoted(text.slice(0, at)), domain: text.slice(at + 1).toLowerCase() };
  return domain === undefined ? undefined : { localPart: unquoted(text), domain: domain.toLowerCase() };
}

/** A local part in quotes is the text between them. */
function unquoted(localPart: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(localPart);
  return quoted ? quoted[1]!.replace(/\\(.)/g, '$1') : localPart;
}

/** Ancestors of a node, the nearest first. */
export function* ancestors(node: Node): Generator<{ readonly node: Node; readonly router: string }> {
  for (let it = node.parent; it; it = it.node.parent) yield it;
}
