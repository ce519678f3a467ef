import type { Origin } from './fact.ts';
import type { AddressClass, Endpoint } from './system.ts';

/** The client that asks where nobody names one: an address of TEST-NET-3 (RFC 5737), a stranger to every server. */
export const STRANGER = '203.0.113.9';

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
  /** Two or three words, where a picture has no room for the sentence. */
  readonly brief?: string;
  /** `queue`: taken once the message was accepted; absent: taken while the client waits for the reply to RCPT TO. */
  readonly part?: 'queue';
  /** The number of the step out of which this one follows, counted from 0: one alias leads to several recipients. */
  readonly below?: number;
  /** The number of the delivery that this step is. */
  readonly delivery?: number;
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
  /** Why it is refused. `unlisted`: no table has the recipient; `restriction`: a rule about who may send, and to whom. */
  readonly ground?: 'unlisted' | 'restriction';
}

/** What becomes of the message for one final recipient. */
export interface Delivery {
  readonly recipient: string;
  readonly transport: string;
  readonly nexthop: string;
  readonly outcome: 'delivered' | 'bounced' | 'deferred' | 'discarded' | 'forwarded' | 'unknown';
  readonly enhanced?: string;
  readonly why: string;
  /** Where on this host it was handed over: whoever listens there decides. */
  readonly handedTo?: Endpoint;
  /** The address that it was handed over with, where that is another one. */
  readonly handedAs?: string;
}

/** The life of one recipient, from RCPT TO to the last delivery. */
export interface Explanation {
  readonly address: string;
  readonly client: string;
  readonly rcpt: RcptReply;
  readonly deliveries: readonly Delivery[];
  readonly steps: readonly Step[];
  /** Tables that have the address and were not asked for it, each below the step that kept them from being asked. */
  readonly unasked?: readonly Step[];
}

/** The number of the step that decides the reply to RCPT TO; -1 where none is known. */
export function decidingStep(steps: readonly Step[]): number {
  const asked = steps.filter((it) => it.part === undefined);
  const last = asked.findLastIndex((it) => it.verdict !== 'passed');
  return 0 <= last ? last : asked.length - 1;
}
