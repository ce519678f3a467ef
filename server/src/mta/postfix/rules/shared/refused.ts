import { STRANGER } from '../../../../core/trace.ts';
import { SILENT } from '../../../../core/trail.ts';
import { bare, type Mailbox } from '../../routing/address.ts';
import { explain } from '../../routing/index.ts';
import { resolve } from '../../routing/resolve.ts';
import { unlisted } from '../../routing/unlisted.ts';
import type { Postfix } from '../../system.ts';

/** True where smtpd certainly refuses the address as an unknown user, whoever asks; or an smtpd with other parameters would. */
export function isRefusedAsUnknown(system: Postfix, mailbox: Mailbox, parameters = system.smtpd): boolean {
  if (!parameters.isYes('smtpd_reject_unlisted_recipient')) return false;
  const resolved = resolve(system, mailbox, SILENT);
  if (resolved.kind !== 'resolved') return false;
  const reply = unlisted({ system, resolved, parameters, subject: bare(mailbox), trail: SILENT });
  return reply?.enhanced !== undefined && /^[45]\.1\.1$/.test(reply.enhanced);
}

/** A name that nobody has: an answer about it is an answer about whoever does not exist. */
export const NOBODY = 'nosuchuser7291';

/** False where nobody but this host itself can connect. */
export function listensToStrangers({ parameters }: Postfix): boolean {
  return !/^(loopback-only|localhost|127\.0\.0\.1|[\s,]|\[?::1\]?)+$/i.test(parameters.text('inet_interfaces'));
}

/** True unless the server takes mail for this address from strangers, or listens to none. */
export function isClosedToStrangers(system: Postfix, address: string): boolean {
  if (!listensToStrangers(system)) return false;
  const { verdict } = explain(system, address, STRANGER).rcpt;
  return verdict === 'rejected' || verdict === 'deferred' || verdict === 'no-service';
}
