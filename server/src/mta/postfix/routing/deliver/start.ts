import type { Trail } from '../../../../core/trail.ts';
import type { Postfix } from '../../system.ts';
import { cleanup } from './cleanup.ts';
import { handOver } from './queue.ts';
import { MOST_STEPS, type Run } from './run.ts';

/** A message of which nothing has been delivered yet. */
export function startRun(system: Postfix, trail: Trail): Run {
  return { system, trail, deliveries: [], deliveredTo: new Set(), budget: { left: MOST_STEPS }, agents: { cleanup, handOver } };
}
