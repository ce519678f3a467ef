import type { Delivery } from '../../../../core/trace.ts';
import type { Postfix } from '../../system.ts';
import type { Trail } from '../trail.ts';

/** One message on its way: what has been delivered so far and how much work is left before we give up. */
export interface Run {
  readonly system: Postfix;
  readonly trail: Trail;
  readonly deliveries: Delivery[];
  /** Recipients that the Delivered-To: headers of a forwarded message name: meeting one again is a loop. */
  readonly deliveredTo: ReadonlySet<string>;
  /** Steps that may still be taken. A list that names a million recipients ends here, and says so. */
  budget: { left: number };
}

export const MOST_STEPS = 20_000;

export function deliver(run: Run, delivery: Delivery): void {
  run.deliveries.push(delivery);
}

/** Takes one step; false where too many were taken, which is then said once. */
export function spend(run: Run, recipient: string): boolean {
  run.budget.left--;
  if (0 <= run.budget.left) return true;
  if (run.budget.left === -1) {
    deliver(run, {
      recipient,
      transport: '',
      nexthop: '',
      outcome: 'unknown',
      why: `more than ${MOST_STEPS} steps, so the rest was not followed`,
    });
  }
  return false;
}
