import type { Origin } from '../../../../core/fact.ts';
import { SILENT } from '../../../../core/trail.ts';
import { type Mailbox, written } from '../address.ts';
import { blame } from '../blame.ts';
import { readRecipient } from '../envelope.ts';
import { findAddress, withValue } from '../find.ts';
import { canonicalized, cleanup, mapsAddresses } from './cleanup.ts';
import { isOwnDomain } from './mapped.ts';
import { note, type Run } from './run.ts';

/**
 * Copies that cleanup(8) adds to a message from a client: recipient_bcc_maps for the recipient, always_bcc for all. The
 * sender is not told when one bounces, but the log has it with its status code. Asked of Postfix 3.7.
 */
export function copies(run: Run, mailbox: Mailbox): void {
  const { system } = run;
  const { parameters } = system;
  if (!mapsAddresses(run)) return;
  const maps = system.mapsOf('recipient_bcc_maps');
  const recipient = maps.tables.length === 0 ? undefined : canonicalized({ ...run, trail: SILENT, deliveries: [] }, mailbox)?.mailbox;
  if (recipient) {
    const found = withValue(findAddress(maps, recipient, isOwnDomain(system, recipient.domain), parameters));
    if (found.kind === 'hit') copyTo(run, found.value, 'recipient_bcc_maps', found.origin);
  }
  const all = parameters.text('always_bcc');
  if (all !== '') copyTo(run, all, 'always_bcc', blame(parameters.assignment('always_bcc'), 'always_bcc'));
}

function copyTo(run: Run, text: string, stage: string, because: Origin): void {
  const mailbox = readRecipient(text);
  if (!mailbox) return;
  cleanup(note(run, stage, 'rewrote', `A copy goes to ${written(mailbox)}`, because, { brief: 'a copy' }), mailbox);
}
