import { SILENT } from '../../../core/trail.ts';
import type { Postfix } from '../system.ts';
import type { Mailbox } from './address.ts';
import { cleanup } from './deliver/cleanup.ts';
import type { Run } from './deliver/run.ts';
import { startRun } from './deliver/start.ts';

/** What verify(8) finds out about an address with a message that nobody gets. */
export type Verified =
  | { readonly kind: 'deliverable'; readonly why: string }
  | { readonly kind: 'undeliverable'; readonly why: string }
  /** Another host or the server of a mailbox is asked, or the ends differ. */
  | { readonly kind: 'unknown' };

/**
 * The probe of reject_unverified_recipient: addresses are mapped as for any message, but an alias or a .forward file is not
 * followed, so that an alias which leads to nobody is deliverable. Asked of Postfix 3.7.
 */
export function verify(system: Postfix, mailbox: Mailbox): Verified {
  const run: Run = { ...startRun(system, SILENT), isProbe: true };
  cleanup(run, mailbox);
  const [first, ...others] = run.deliveries;
  if (!first || others.some((it) => it.outcome !== first.outcome)) return { kind: 'unknown' };
  if (first.outcome === 'bounced') return { kind: 'undeliverable', why: first.why };
  return /^(delivered|discarded)$/.test(first.outcome) ? { kind: 'deliverable', why: first.why } : { kind: 'unknown' };
}
