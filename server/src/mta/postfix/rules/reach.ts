import { type Mailbox, written } from '../routing/address.ts';
import { deliveriesOf } from '../routing/index.ts';
import { resolve } from '../routing/resolve.ts';
import { SILENT } from '../routing/trail.ts';
import type { Postfix } from '../system.ts';

/** Why mail for this address bounces as an unknown user, said of the address itself; undefined where it does not, or nobody can tell. */
export function deadBecause(system: Postfix, mailbox: Mailbox): string | undefined {
  const deliveries = deliveriesOf(system, mailbox);
  const only = deliveries[0];
  if (deliveries.length !== 1 || only?.outcome !== 'bounced' || only.enhanced !== '5.1.1') return undefined;
  // An address that leads on to others is not dead itself: the finding stands where the dead one is named.
  if (only.recipient.toLowerCase() !== written(mailbox).toLowerCase()) return undefined;
  const resolved = resolve(system, mailbox, SILENT);
  if (resolved.kind !== 'resolved') return undefined;
  // A domain in two classes is the cause, and a finding of its own.
  if (1 < claimsOn(system, resolved.mailbox.domain)) return undefined;
  switch (resolved.class) {
    case 'virtual-alias':
      return `no virtual alias for ${written(mailbox)}`;
    case 'virtual-mailbox':
      return `no mailbox ${written(mailbox)}`;
    case 'local':
      return `no user or alias "${mailbox.local}" here`;
    default:
      return `nobody takes mail for ${written(mailbox)}`;
  }
}

function claimsOn(system: Postfix, domain: string): number {
  return new Set(system.claims.filter((it) => it.domain === domain.toLowerCase()).map((it) => it.class)).size;
}
