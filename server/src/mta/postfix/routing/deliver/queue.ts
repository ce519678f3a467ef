import { SILENT } from '../../../../core/trail.ts';
import { type Mailbox, written } from '../address.ts';
import { splitEnhanced } from '../reply.ts';
import { resolve } from '../resolve.ts';
import { endpointOf } from './endpoint.ts';
import { deliverLocally } from './local.ts';
import { type Ending, finish, type Handover, type Run, spend } from './run.ts';
import { deliverVirtually } from './virtual.ts';

/** qmgr(8): asks for the transport of a queued recipient and hands it over. */
export function enqueue(run: Run, mailbox: Mailbox): void {
  const recipient = written(mailbox);
  if (!spend(run, recipient)) return;
  const resolved = resolve(run.system, mailbox, SILENT);
  const end = (ending: Ending) =>
    finish(run, 'qmgr', { recipient, transport: 'error', nexthop: '' }, ending, { kind: 'default', setting: 'qmgr' });
  switch (resolved.kind) {
    case 'syntax':
      return end({ outcome: 'bounced', enhanced: '5.1.3', why: 'bad address syntax' });
    case 'broken':
      return end({ outcome: 'deferred', enhanced: '4.3.0', why: resolved.why });
    case 'unknown':
      return end({ outcome: 'unknown', why: resolved.why });
  }
  // Mail for the sender of bounces is absorbed by the queue manager.
  if (resolved.class === 'local' && resolved.mailbox.local.toLowerCase() === run.system.parameters.text('double_bounce_sender')) {
    return end({ outcome: 'discarded', enhanced: '2.0.0', why: 'mail for the sender of bounces is thrown away' });
  }
  handOver(run, resolved);
}

/** Gives a recipient to the program that runs a transport. */
export function handOver(run: Run, { mailbox, transport, nexthop, because }: Handover): void {
  const end = (ending: Ending) => finish(run, `${transport}:`, { recipient: written(mailbox), transport, nexthop }, ending, because);
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
    case 'pipe':
      return end({ outcome: run.isProbe ? 'delivered' : 'forwarded', why: `handed to the command of ${transport}` });
    case undefined:
      return end({ outcome: 'deferred', enhanced: '4.3.0', why: `master.cf has no service ${transport}, so the mail waits` });
  }
  const endpoint = program === 'lmtp' ? endpointOf(run.system, transport, nexthop) : undefined;
  // With soft_bounce a refusal is none, whoever refuses.
  const handed = endpoint && !run.system.parameters.isYes('soft_bounce') ? { handedTo: endpoint } : {};
  // What listens on a socket of this host knows its own users, and no file of this server tells them.
  if (program === 'lmtp' && nexthop.startsWith('unix:'))
    return end({ outcome: 'unknown', why: `handed to ${nexthop}, which knows whether the user exists`, ...handed });
  end({ outcome: 'forwarded', why: `handed to ${nexthop}`, ...handed });
}

/** The services of the stock master.cf, where none is written. */
const STOCK: Readonly<Record<string, string>> = {
  local: 'local',
  virtual: 'virtual',
  smtp: 'smtp',
  relay: 'smtp',
  lmtp: 'lmtp',
  error: 'error',
  retry: 'error',
  discard: 'discard',
};
