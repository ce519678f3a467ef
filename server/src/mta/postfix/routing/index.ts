import type { Delivery, Explanation, RcptReply } from '../../../core/trace.ts';
import { openTrail, SILENT, type Trail } from '../../../core/trail.ts';
import type { Postfix } from '../system.ts';
import type { Mailbox } from './address.ts';
import { cleanup } from './deliver/cleanup.ts';
import { copies } from './deliver/copies.ts';
import { startRun } from './deliver/start.ts';
import { readRecipient } from './envelope.ts';
import { askRcpt } from './rcpt.ts';
import { unasked } from './unasked.ts';

/** The life of a recipient: the reply to RCPT TO, then what becomes of the message that a client sends after it. */
export function explain(system: Postfix, address: string, client: string): Explanation {
  const trail = openTrail();
  const { reply, isDiscarded } = askRcpt(system, address, client, trail);
  const given = readRecipient(address, system.smtpd.isYes('strict_rfc821_envelopes'));
  const deliveries =
    reply.verdict !== 'accepted' || !given
      ? []
      : isDiscarded
        ? [{ recipient: address, transport: 'discard', nexthop: '', outcome: 'discarded', why: 'thrown away' } satisfies Delivery]
        : deliveriesWithCopies(system, given, trail);
  const never = given ? unasked(system, given, reply, trail.steps) : [];
  return { address, client, rcpt: reply, deliveries, steps: trail.steps, ...(never.length === 0 ? {} : { unasked: never }) };
}

/** The reply to RCPT TO, without the steps that lead to it. */
export function reply(system: Postfix, address: string, client: string): RcptReply {
  return askRcpt(system, address, client, SILENT).reply;
}

/** The same without the question at the door. */
export function follow(system: Postfix, address: string): Pick<Explanation, 'deliveries' | 'steps'> {
  const trail = openTrail();
  const given = readRecipient(address, system.smtpd.isYes('strict_rfc821_envelopes'));
  return { deliveries: given ? deliveriesOf(system, given, trail) : [], steps: trail.steps };
}

/** What becomes of a message for this address once it is in the queue, whoever put it there. */
export function deliveriesOf(system: Postfix, mailbox: Mailbox, trail: Trail = SILENT): readonly Delivery[] {
  const run = startRun(system, trail);
  cleanup(run, mailbox);
  return run.deliveries;
}

/** The same of one that a client hands in: Postfix may send copies elsewhere. */
function deliveriesWithCopies(system: Postfix, mailbox: Mailbox, trail: Trail): readonly Delivery[] {
  const run = startRun(system, trail);
  cleanup(run, mailbox);
  copies(run, mailbox);
  return run.deliveries;
}
