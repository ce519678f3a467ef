import type { Origin } from './fact.ts';
import type { AddressClass } from './system.ts';

/** What a step did with the address. `passed` means that the next step is asked. */
export type Verdict = 'rewrote' | 'passed' | 'routed' | 'accepted' | 'discarded' | 'rejected' | 'deferred' | 'unknown';

/** One question that the server asks itself, and the line that answers it. */
export interface Step {
  /** The setting, table or router asked. */
  readonly stage: string;
  readonly verdict: Verdict;
  /** One sentence, present tense. */
  readonly says: string;
  readonly because: Origin;
}

/** The reply to RCPT TO. `no-service`: with this configuration nobody answers. */
export interface RcptReply {
  readonly verdict: 'accepted' | 'rejected' | 'deferred' | 'no-service' | 'unknown';
  readonly code?: number;
  readonly enhanced?: string;
  readonly text?: string;
  readonly class?: AddressClass | 'default';
  /** A command that would tell, where the verdict is unknown. */
  readonly ask?: string;
}

/** What becomes of the message for one final recipient. */
export interface Delivery {
  readonly recipient: string;
  readonly transport: string;
  readonly nexthop: string;
  readonly outcome: 'delivered' | 'bounced' | 'deferred' | 'discarded' | 'forwarded' | 'unknown';
  readonly enhanced?: string;
  readonly why: string;
}

/** The life of one recipient, from RCPT TO to the last delivery. */
export interface Explanation {
  readonly address: string;
  readonly client: string;
  readonly rcpt: RcptReply;
  readonly deliveries: readonly Delivery[];
  readonly steps: readonly Step[];
}
