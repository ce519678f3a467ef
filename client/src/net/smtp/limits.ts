import type { Questions } from './conversation.ts';

/** What one conversation has spent of the patience that servers have with strangers. */
export interface Budget {
  /** Replies of 400 and above to RCPT TO. */
  refused: number;
  unknownInARow: number;
  accepted: number;
  /** Recipients that were accepted since the last MAIL FROM. */
  inTransaction: number;
}

/** After so many unknown users in a row a server counts us among those who guess addresses. */
export const mostUnknownInARow = 5;

/**
 * Asked of Postfix 3.7: smtpd_soft_error_limit is 10, each refused recipient behind it costs a second, and after the twentieth
 * (smtpd_hard_error_limit) comes 421. The random recipient is one of the ten.
 */
export const mostRefused = 8;

/** Even if all recipients of a batch are refused, there are no more than nine: pipelining does not save the seconds. */
const mostAtRisk = 9;

/** RFC 5321 section 4.5.3.1.8: every server takes 100 recipients in one transaction. */
export const mostInTransaction = 100;

/** What a server is told at once before it has accepted anybody. */
const firstBatch = 5;

/** How many recipients can be asked at once: a batch grows with those that were accepted and shrinks with those that were refused. */
export function roomFor({ pipelining }: Pick<Questions, 'pipelining'>, { refused, accepted, inTransaction }: Budget): number {
  return pipelining ? Math.min(mostAtRisk - refused, mostInTransaction - inTransaction, firstBatch + accepted) : 1;
}
