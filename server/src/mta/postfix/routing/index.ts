import type { Explanation } from '../../../core/trace.ts';
import type { Postfix } from '../system.ts';
import { askRcpt } from './rcpt.ts';
import { openTrail } from './trail.ts';

/** The life of a recipient: the reply to RCPT TO, then what becomes of the message. */
export function explain(system: Postfix, address: string, client: string): Explanation {
  const trail = openTrail();
  const { reply } = askRcpt(system, address, client, trail);
  return { address, client, rcpt: reply, deliveries: [], steps: trail.steps };
}
