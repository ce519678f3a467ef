import { bare, type Mailbox } from '../../routing/address.ts';
import { explain } from '../../routing/index.ts';
import { resolve } from '../../routing/resolve.ts';
import { SILENT } from '../../routing/trail.ts';
import { unlisted } from '../../routing/unlisted.ts';
import type { Postfix } from '../../system.ts';

/** An address of the block for examples: nobody's own network, so a stranger. */
const STRANGER = '203.0.113.9';

/** True where smtpd certainly refuses the address as an unknown user, whoever asks. */
export function isRefusedAsUnknown(system: Postfix, mailbox: Mailbox): boolean {
  if (!system.smtpd.isYes('smtpd_reject_unlisted_recipient')) return false;
  const resolved = resolve(system, mailbox, SILENT);
  if (resolved.kind !== 'resolved') return false;
  const reply = unlisted({ system, resolved, parameters: system.smtpd, subject: bare(mailbox), trail: SILENT });
  return reply?.enhanced !== undefined && /^[45]\.1\.1$/.test(reply.enhanced);
}

/** True unless the server takes mail for this address from strangers, or listens to none. */
export function isClosedToStrangers(system: Postfix, address: string): boolean {
  if (/^(loopback-only|localhost|127\.0\.0\.1|[\s,]|\[?::1\]?)+$/i.test(system.parameters.text('inet_interfaces'))) return false;
  const { verdict } = explain(system, address, STRANGER).rcpt;
  return verdict === 'rejected' || verdict === 'deferred' || verdict === 'no-service';
}
