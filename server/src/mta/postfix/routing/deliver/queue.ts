import type { Delivery } from '../../../../core/trace.ts';
import { type Mailbox, written } from '../address.ts';
import { splitEnhanced } from '../reply.ts';
import { type Resolved, resolve } from '../resolve.ts';
import { SILENT } from '../trail.ts';
import { deliverLocally } from './local.ts';
import { deliver, type Run, spend } from './run.ts';
import { deliverVirtually } from './virtual.ts';

/** qmgr(8): asks for the transport of a queued recipient and hands it over. */
export function enqueue(run: Run, mailbox: Mailbox): void {
  const recipient = written(mailbox);
  if (!spend(run, recipient)) return;
  const resolved = resolve(run.system, mailbox, SILENT);
  const end = (it: Omit<Delivery, 'recipient' | 'transport' | 'nexthop'>, transport = 'error', nexthop = '') =>
    deliver(run, { recipient, transport, nexthop, ...it });
  switch (resolved.kind) {
    case 'syntax':
      return end({ outcome: 'bounced', enhanced: '5.1.3', why: 'bad address syntax' });
    case 'broken':
      return end({ outcome: 'deferred', enhanced: '4.3.0', why: resolved.why });
    case 'unknown':
      return end({ outcome: 'unknown', why: resolved.why });
    case 'resolved':
      return handOver(run, resolved);
  }
}

function handOver(run: Run, resolved: Extract<Resolved, { kind: 'resolved' }>): void {
  const { transport, nexthop, mailbox } = resolved;
  const recipient = written(mailbox);
  const end = (it: Omit<Delivery, 'recipient' | 'transport' | 'nexthop'>) => {
    const verdict =
      it.outcome === 'bounced' ? 'rejected' : it.outcome === 'deferred' ? 'deferred' : it.outcome === 'discarded' ? 'discarded' : 'routed';
    run.trail.note(`${transport}:`, verdict, `${recipient}: ${it.why}`, resolved.because);
    deliver(run, { recipient, transport, nexthop, ...it });
  };
  // Mail for the sender of bounces is absorbed by the queue manager.
  if (resolved.class === 'local' && mailbox.local.toLowerCase() === run.system.parameters.text('double_bounce_sender')) {
    return end({ outcome: 'discarded', enhanced: '2.0.0', why: 'mail for the sender of bounces is thrown away' });
  }
  const program = run.system.service(transport, 'unix')?.command?.text ?? STOCK[transport];
  switch (program) {
    case 'error': {
      const isRetry = transport === 'retry';
      const { enhanced, words } = splitEnhanced(nexthop, isRetry ? '4.0.0' : '5.0.0');
      return end({ outcome: isRetry ? 'deferred' : 'bounced', enhanced: `${isRetry ? 4 : 5}${enhanced.slice(1)}`, why: words });
    }
    case 'discard':
      return end({ outcome: 'discarded', enhanced: '2.0.0', why: 'the discard transport throws it away' });
    case 'local':
      return deliverLocally(run, mailbox, transport, nexthop);
    case 'virtual':
      return deliverVirtually(run, mailbox, transport, nexthop);
    case undefined:
      return end({ outcome: 'deferred', enhanced: '4.3.0', why: `mail transport unavailable: master.cf has no service ${transport}` });
    default:
      return end(handedTo(program, nexthop, program === 'pipe' ? `handed to the command of ${transport}` : `handed to ${nexthop}`));
  }
}

/** Another host decides from here on; what listens on a socket of this one knows its own users, and no file of this server tells. */
export function handedTo(program: string, nexthop: string, why: string): Pick<Delivery, 'outcome' | 'why'> {
  const isLocalSocket = program === 'lmtp' && nexthop.startsWith('unix:');
  return isLocalSocket ? { outcome: 'unknown', why: `${why}, which knows whether the user exists` } : { outcome: 'forwarded', why };
}

/** The services of the stock master.cf, where none is written. */
const STOCK: Readonly<Record<string, string>> = {
  local: 'local', virtual: 'virtual', smtp: 'smtp', relay: 'smtp', lmtp: 'lmtp', error: 'error', retry: 'error', discard: 'discard',
}; // biome-ignore format: a table reads best as one
