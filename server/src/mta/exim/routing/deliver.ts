import type { Origin } from '../../../core/fact.ts';
import type { Delivery } from '../../../core/trace.ts';
import { type Address, type Node, textOf } from './address.ts';
import type { Context } from './context.ts';
import type { Child, Routed } from './results.ts';
import { isRetried } from './retrying.ts';
import { rewritten } from './rewrite.ts';
import { route } from './route.ts';
import { type Outcome, outcomeOf, outcomeOfPlace } from './transports.ts';
import { keptBy } from './verify.ts';

/** A message for one address may reach very many; more than these are not followed. */
const MOST_ADDRESSES = 1000;

/** What becomes of a message for this address once it is accepted: routed afresh, without the eyes of verification. */
export function deliver(address: Address, context: Context): readonly Delivery[] {
  const { trail } = context;
  const deliveries: Delivery[] = [];
  const seen = new Set<string>();
  let left = MOST_ADDRESSES;
  follow({ address: rewritten(address, context) }, undefined);
  return deliveries;

  function follow(node: Node, below: number | undefined): void {
    if (left < 0) return;
    if (left-- === 0) return leaveOut(below);
    for (const routed of route(node, { ...context, trail: inQueue(context, below) })) settle(routed, node, below);
  }
  /** What is not followed is told once, so that nobody concludes that all of it arrives. */
  function leaveOut(below: number | undefined): void {
    const recipient = textOf(address);
    const why = `a message for ${recipient} leads to more than ${MOST_ADDRESSES} addresses, and the rest is not followed here`;
    end({ recipient, transport: '', nexthop: '', outcome: 'unknown', why }, { kind: 'unknown', why, ask: `exim -bt ${recipient}` }, below);
  }
  function settle(routed: Routed, node: Node, below: number | undefined): void {
    const recipient = textOf(node.address);
    const { because } = routed;
    switch (routed.kind) {
      case 'redirected': {
        const step = trail.steps.length;
        trail.note(routed.router, 'rewrote', `${recipient} becomes ${routed.children.map(nameOf).join(', ')}`, because, {
          ...at(below),
          brief: node.address.localPart,
        });
        for (const child of routed.children) toChild(child, routed.from, routed.router, step);
        return;
      }
      case 'taken':
        return end(
          {
            recipient,
            transport: routed.transport,
            nexthop: routed.nexthop,
            ...kept(outcomeOf(routed, node.address, context), node.address),
          },
          because,
          below,
        );
      case 'discarded':
        return end({ recipient, transport: '', nexthop: '', outcome: 'discarded', why: 'thrown away' }, because, below);
      case 'failed':
        for (const child of routed.beside ?? []) toChild(child, node, '', trail.steps.length);
        return end({ recipient, transport: '', nexthop: '', outcome: 'bounced', ...codeOf(routed.text), why: routed.text }, because, below);
      case 'deferred':
        return end(
          { recipient, transport: '', nexthop: '', ...kept({ outcome: 'deferred', why: routed.text }, node.address) },
          because,
          below,
        );
      case 'died':
        return end({ recipient, transport: '', nexthop: '', outcome: 'deferred', why: routed.text }, because, below);
      case 'unknown':
        return end(
          { recipient, transport: '', nexthop: '', outcome: 'unknown', why: routed.why },
          { kind: 'unknown', why: routed.why, ask: routed.ask },
          below,
        );
      default:
        routed satisfies never;
    }
  }
  function toChild(child: Child, parent: Node, router: string, below: number): void {
    if (child.kind === 'address') {
      const start = child.start === undefined ? {} : { start: child.start };
      return follow({ address: rewritten(child.address, context), parent: { node: parent, router }, ...keptBy(parent), ...start }, below);
    }
    const settled = kept(outcomeOfPlace(child, router, context), parent.address);
    end({ recipient: child.text, transport: child.transport ?? '', nexthop: '', ...settled }, child.because, below);
  }
  /** Mail that cannot be delivered for the time being comes back where no retry rule keeps it. */
  function kept({ isStuck, ...outcome }: Outcome, address: Address): Omit<Outcome, 'isStuck'> {
    if (outcome.outcome !== 'deferred' || isStuck || isRetried(address, context)) return outcome;
    return { ...outcome, outcome: 'bounced', why: `${outcome.why}, and no retry rule lets it wait` };
  }
  function end(delivery: Delivery, because: Origin, below: number | undefined): void {
    const key = `${delivery.recipient} ${delivery.transport} ${delivery.outcome}`;
    if (seen.has(key)) return;
    seen.add(key);
    const verdict = (
      {
        delivered: 'routed',
        forwarded: 'routed',
        bounced: 'rejected',
        discarded: 'discarded',
        deferred: 'deferred',
        unknown: 'unknown',
      } as const
    )[delivery.outcome];
    trail.note(delivery.transport || 'routers', verdict, delivery.why, because, { ...at(below), delivery: deliveries.length });
    deliveries.push(delivery);
  }
}

/** Steps of routers that are skipped on the way are told below the step that led there. */
function inQueue({ trail }: Context, below: number | undefined): Context['trail'] {
  return {
    steps: trail.steps,
    note: (stage, verdict, says, because, more) => trail.note(stage, verdict, says, because, { ...at(below), ...more }),
  };
}

function at(below: number | undefined): { readonly part: 'queue'; readonly below?: number } {
  return below === undefined ? { part: 'queue' } : { part: 'queue', below };
}

function nameOf(child: Child): string {
  return child.kind === 'address' ? textOf(child.address) : child.text;
}

/** A refusal that an administrator wrote may begin with codes. */
function codeOf(text: string): { readonly enhanced?: string } {
  const enhanced = /^\d{3} (\d\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];
  return enhanced === undefined ? {} : { enhanced };
}
