import type { Origin } from '../../../../core/fact.ts';
import type { Delivery, Verdict } from '../../../../core/trace.ts';
import type { Details, Trail } from '../../../../core/trail.ts';
import type { Postfix } from '../../system.ts';
import type { Mailbox } from '../address.ts';

/** One message on its way: what has been delivered so far and how much work is left before we give up. */
export interface Run {
  readonly system: Postfix;
  readonly trail: Trail;
  readonly deliveries: Delivery[];
  /** Recipients that the Delivered-To: headers of a forwarded message name: meeting one again is a loop. */
  readonly deliveredTo: ReadonlySet<string>;
  /** Steps that may still be taken. A list that names a million recipients ends here, and says so. */
  readonly budget: { left: number };
  /** What the agents hand on to: cleanup(8) for an address, another transport for a recipient. */
  readonly agents: Agents;
  /** Set for a message that only finds out whether an address can be delivered: agents stop before they do anything. */
  readonly isProbe?: true;
  /** The number of the step that led here. */
  readonly below?: number;
}

export interface Agents {
  cleanup(run: Run, mailbox: Mailbox): void;
  handOver(run: Run, handover: Handover): void;
}

/** A recipient and the transport that takes it. */
export interface Handover {
  readonly mailbox: Mailbox;
  readonly transport: string;
  readonly nexthop: string;
  /** The line that chose the transport. */
  readonly because: Origin;
}

export type Ending = Omit<Delivery, 'recipient' | 'transport' | 'nexthop'>;

export const MOST_STEPS = 20_000;
const MOST_NOTES = 200;

/** Notes a step, up to a number that a person would still read. What follows from it goes on with the run that comes back. */
export function note(run: Run, stage: string, verdict: Verdict, says: string, because: Origin, more: Details = {}): Run {
  const number = run.trail.steps.length;
  if (number < MOST_NOTES)
    run.trail.note(stage, verdict, says, because, { ...more, part: 'queue', ...(run.below === undefined ? {} : { below: run.below }) });
  return number < run.trail.steps.length ? { ...run, below: number } : run;
}

/** The end of a recipient, as a step and as a delivery. With soft_bounce what would bounce stays in the queue: a 5 becomes a 4. */
export function finish(
  run: Run,
  stage: string,
  to: Omit<Handover, 'because' | 'mailbox'> & { readonly recipient: string },
  ending: Ending,
  because: Origin,
): void {
  const isSoft = ending.outcome === 'bounced' && run.system.parameters.isYes('soft_bounce');
  const final: Ending = isSoft ? { ...ending, outcome: 'deferred', enhanced: `4${ending.enhanced?.slice(1) ?? '.0.0'}` } : ending;
  note(run, stage, VERDICTS[final.outcome], `${to.recipient}: ${final.why}`, because, { delivery: run.deliveries.length });
  run.deliveries.push({ recipient: to.recipient, transport: to.transport, nexthop: to.nexthop, ...final });
}

const VERDICTS: Readonly<Record<Delivery['outcome'], Verdict>> = {
  delivered: 'routed',
  forwarded: 'routed',
  bounced: 'rejected',
  deferred: 'deferred',
  discarded: 'discarded',
  unknown: 'unknown',
};

/** Takes one step; false where too many were taken, which is then said once. */
export function spend(run: Run, recipient: string): boolean {
  run.budget.left--;
  if (0 <= run.budget.left) return true;
  const why = `more than ${MOST_STEPS} steps, so the rest was not followed`;
  if (run.budget.left === -1)
    finish(run, 'cleanup', { recipient, transport: '', nexthop: '' }, { outcome: 'unknown', why }, { kind: 'unknown', why });
  return false;
}
