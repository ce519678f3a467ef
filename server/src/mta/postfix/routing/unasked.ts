import type { RcptReply, Step } from '../../../core/trace.ts';
import { CLASS_LISTS } from '../classes.ts';
import type { Postfix } from '../system.ts';
import { type Mailbox, rewritten, written } from './address.ts';
import { findAddress } from './find.ts';

/** The tables of the classes other than local, whose keys are whole addresses. */
const TABLES = { 'virtual-mailbox': 'virtual_mailbox_maps', relay: 'relay_recipient_maps' } as const;

/**
 * Tables that have an address which was refused all the same: the class of its domain is another one, so they are not
 * asked. Source: check_rcpt_maps() of smtpd.
 */
export function unasked(system: Postfix, given: Mailbox, reply: RcptReply, steps: readonly Step[]): readonly Step[] {
  const asked = reply.class;
  const mailbox = rewritten(given, system.parameters);
  if (reply.verdict !== 'rejected' || asked === undefined || asked === 'default' || mailbox.domain === undefined) return [];
  const because = steps.findIndex((it) => it.stage === 'address class');
  const list = Object.entries(CLASS_LISTS).find(([, it]) => it === asked)![0];
  return Object.entries(TABLES).flatMap(([addressClass, name]): readonly Step[] => {
    if (addressClass === asked) return [];
    const found = findAddress(system.mapsOf(name), mailbox, false, system.parameters);
    // A catch-all says nothing of this address.
    if (found.kind !== 'hit' || found.origin.kind !== 'written' || found.key.startsWith('@')) return [];
    const says = `${written(mailbox)} has an entry here, but ${mailbox.domain} is in ${list}, so nobody asks for it`;
    return [{ stage: name, verdict: 'passed', says, because: found.origin, brief: found.key, ...(because < 0 ? {} : { below: because }) }];
  });
}
