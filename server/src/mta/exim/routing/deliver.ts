import type { Origin } from '../../../core/fact.ts';
import type { Delivery } from '../../../core/trace.ts';
import { expand } from '../expand/expand.ts';
import type { Values } from '../expand/variables.ts';
import type { Driver } from '../syntax/blocks.ts';
import { type Address, type Node, textOf } from './address.ts';
import { type Context, scopeOf } from './context.ts';
import { handOver } from './handOver.ts';
import type { Child, Routed } from './results.ts';
import { rewritten } from './rewrite.ts';
import { route } from './route.ts';
import { isOn, valueOf } from './settings.ts';
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
    if (left-- <= 0) return;
    for (const routed of route(node, { ...context, trail: inQueue(context, below) })) settle(routed, node, below);
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
          { ...outcomeOf(routed, node.address, context), recipient, transport: routed.transport, nexthop: routed.nexthop },
          because,
          below,
        );
      case 'discarded':
        return end({ recipient, transport: '', nexthop: '', outcome: 'discarded', why: 'thrown away' }, because, below);
      case 'failed':
        for (const child of routed.beside ?? []) toChild(child, node, '', trail.steps.length);
        return end({ recipient, transport: '', nexthop: '', outcome: 'bounced', ...codeOf(routed.text), why: routed.text }, because, below);
      case 'deferred':
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
    const transport = child.transport ?? '';
    const base = { recipient: child.text, transport, nexthop: '' };
    if (transport === '')
      return end(
        {
          ...base,
          outcome: 'deferred',
          why: `the router ${router} ${child.isForbidden ? 'forbids' : 'names no transport for'} a ${child.kind}`,
        },
        child.because,
        below,
      );
    end({ ...base, outcome: 'delivered', why: child.kind === 'pipe' ? 'to a command' : 'to a file' }, child.because, below);
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

type Outcome = Pick<Delivery, 'outcome' | 'why' | 'handedTo' | 'handedAs'>;

function outcomeOf(routed: Extract<Routed, { readonly kind: 'taken' }>, address: Address, context: Context): Outcome {
  const { transport, router, nexthop, values } = routed;
  const found = context.system.configuration.transports.find((it) => it.name.text === transport);
  switch (found?.driver) {
    case 'smtp': {
      const handed = handOver(found, address, routed, context);
      const over = handed.handedTo ? 'LMTP' : 'SMTP';
      return { outcome: 'forwarded', why: nexthop === '' ? `over ${over}` : `over ${over} to ${nexthop}`, ...handed };
    }
    case 'lmtp':
      return { outcome: 'unknown', why: 'the mailbox server behind the socket decides', ...handOver(found, address, routed, context) };
    case 'pipe':
      return toCommand(found, values, context);
    case 'appendfile':
      return toFile(found, values, context);
    case undefined:
      return { outcome: 'deferred', why: `the router ${router} names no transport` };
    default:
      return { outcome: 'delivered', why: `by the transport ${transport}` };
  }
}

/** No word of a command may be what a sender gave, unless a shell takes it apart: the message bounces. Asked of Exim 4.96. */
function toCommand(transport: Driver, values: Values, context: Context): Outcome {
  const source = isOn(transport, 'use_shell', false) ? undefined : valueOf(transport, 'command');
  const expansion = source && expand(source, scopeOf(context, values));
  if (expansion?.kind === 'value' && expansion.tainted)
    return {
      outcome: 'bounced',
      why: `the command of ${transport.name.text} is made of what the sender gave, so Exim does not run it`,
    };
  if (expansion?.kind === 'error') return { outcome: 'deferred', why: expansion.why };
  return { outcome: 'delivered', why: `by the transport ${transport.name.text}` };
}

/** A path that is made of what a sender gave is never opened: the message waits for ever. Asked of Exim 4.96. */
function toFile(transport: Driver, values: Values, context: Context): Outcome {
  const option = valueOf(transport, 'file') ? 'file' : 'directory';
  const source = valueOf(transport, option);
  if (!source) return { outcome: 'delivered', why: `by the transport ${transport.name.text}` };
  const expansion = expand(source, scopeOf(context, values));
  if (expansion.kind === 'value' && expansion.tainted)
    return {
      outcome: 'deferred',
      why: `the ${option} of ${transport.name.text} is made of what the sender gave, so Exim does not open it`,
    };
  if (expansion.kind === 'error') return { outcome: 'deferred', why: expansion.why };
  return { outcome: 'delivered', why: `by the transport ${transport.name.text}` };
}
