import { STRANGER } from '../../../../core/trace.ts';
import { reply } from '../../explain.ts';
import type { Address } from '../../routing/address.ts';
import { textOf } from '../../routing/address.ts';
import { silently } from '../../routing/context.ts';
import { deliver } from '../../routing/deliver.ts';
import type { Exim } from '../../system.ts';

/** A local part that nobody has. */
export const NOBODY = 'nobody-is-called-so';

/** The reply of RCPT TO to a stranger. */
export function replyTo(system: Exim, address: Address): ReturnType<typeof reply> {
  return reply(system, textOf(address), STRANGER);
}

/** Whether all of a message for this address comes to somebody, to nobody, or whether that cannot be told. */
export function fate(system: Exim, address: Address): 'arrives' | 'bounces' | 'other' {
  const ends = deliver(address, silently(system, 'deliver'));
  if (ends.length === 0) return 'other';
  // A command or the mailbox server behind a socket has the last word.
  const isTaken = (it: (typeof ends)[number]): boolean =>
    it.outcome === 'delivered' || it.outcome === 'forwarded' || (it.outcome === 'unknown' && it.transport !== '');
  if (ends.every(isTaken)) return 'arrives';
  return ends.every((it) => it.outcome === 'bounced') ? 'bounces' : 'other';
}
