import type { Origin } from '../../../core/fact.ts';
import { type Address, type Node, textOf } from './address.ts';
import type { Context } from './context.ts';
import type { Routed } from './results.ts';
import { rewritten } from './rewrite.ts';
import { route } from './route.ts';

/** Whether an address could be delivered, as far as `verify = recipient` looks. */
export type Verified =
  | { readonly kind: 'yes'; readonly says: string; readonly isRemote: boolean; readonly because: Origin }
  | { readonly kind: 'no' | 'died'; readonly text: string; readonly because: Origin }
  /** Without a text Exim has its own words. */
  | { readonly kind: 'later'; readonly text: string | undefined; readonly why: string; readonly because: Origin }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly because: Origin };

/** An alias leads to an alias leads to an alias; each costs a pass through all routers. */
const MOST_PASSES = 100;

/** Follows a redirection to a single address, and stops content at several. Source: verify_address() of verify.c. */
export function verify(address: Address, context: Context, followsRedirect = true): Verified {
  let node: Node = { address: rewritten(address, context) };
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const results = route(node, context);
    // Behind a router that is unseen the address goes on as one more; where that is the only one, it decides.
    const first = results.find((it, i) => i === results.length - 1 || it.kind === 'redirected');
    if (!first) break;
    const verdict = verdictOf(first, node, context);
    if (verdict) return verdict;
    if (first.kind !== 'redirected') break;
    const isAlone = first === results.at(-1);
    const [child, ...siblings] = first.children;
    context.trail.note(first.router, 'rewrote', `${textOf(node.address)} becomes ${first.children.map(nameOf).join(', ')}`, first.because, {
      brief: node.address.localPart,
    });
    const isSingle = child?.kind === 'address' && siblings.length === 0 && isAlone;
    if (!isSingle || !followsRedirect) {
      const says = isSingle ? 'a redirection is enough' : 'it leads to several, and none of them is looked at';
      return { kind: 'yes', says, isRemote: false, because: first.because };
    }
    const start = child.start === undefined ? {} : { start: child.start };
    node = {
      address: rewritten(child.address, context),
      parent: { node: first.from, router: first.router },
      ...keptBy(first.from),
      ...start,
    };
  }
  return {
    kind: 'unknown',
    why: 'the redirections do not end',
    ask: `exim -bv ${textOf(address)}`,
    because: { kind: 'unknown', why: 'the redirections do not end' },
  };
}

function verdictOf(routed: Routed, { address }: Node, { system }: Context): Verified | undefined {
  const { because } = routed;
  switch (routed.kind) {
    case 'redirected':
      return undefined;
    case 'taken': {
      const transport = system.configuration.transports.find((it) => it.name.text === routed.transport);
      const says = `the router ${routed.router} takes ${textOf(address)}`;
      return { kind: 'yes', says, isRemote: transport?.driver === 'smtp', because };
    }
    case 'discarded':
      return { kind: 'yes', says: 'its mail is thrown away', isRemote: false, because };
    case 'failed':
      return { kind: 'no', text: routed.text, because };
    case 'deferred':
      return { kind: 'later', text: routed.reply, why: routed.text, because };
    case 'died':
      return { kind: 'died', text: routed.text, because };
    case 'unknown':
      return { kind: 'unknown', why: routed.why, ask: routed.ask, because };
    default:
      return routed satisfies never;
  }
}

/** What its routers have set for an address, its children have. */
export function keptBy({ values }: Node): Pick<Node, 'values'> {
  return values ? { values } : {};
}

function nameOf(child: Extract<Routed, { readonly kind: 'redirected' }>['children'][number]): string {
  return child.kind === 'address' ? textOf(child.address) : child.text;
}
