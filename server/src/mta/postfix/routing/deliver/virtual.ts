import type { MapList } from '../../system.ts';
import type { OpenTable } from '../../tables.ts';
import type { Mailbox } from '../address.ts';
import { written } from '../address.ts';
import { blame } from '../blame.ts';
import { findAddress } from '../find.ts';
import { isOwnDomain } from './mapped.ts';
import { type Ending, finish, type Run } from './run.ts';

/** virtual(8): a mailbox of virtual_mailbox_maps below virtual_mailbox_base, owned as the uid and gid tables say. */
export function deliverVirtually(run: Run, mailbox: Mailbox, transport: string, nexthop: string): void {
  const { parameters } = run.system;
  const recipient = written(mailbox);
  const end = (ending: Ending, because = blame(parameters.assignment('virtual_mailbox_maps'), 'virtual_mailbox_maps')) =>
    finish(run, 'virtual', { recipient, transport, nexthop }, ending, because);
  const folded = { local: mailbox.local.toLowerCase(), domain: mailbox.domain?.toLowerCase() };
  const isOwn = isOwnDomain(run.system, mailbox.domain);
  const find = (name: string) => findAddress(unfolded(run.system.mapsOf(name)), folded, isOwn, parameters);
  if (parameters.text('virtual_mailbox_base') === '')
    return end({ outcome: 'deferred', enhanced: '4.3.0', why: 'virtual_mailbox_base is empty, so the delivery agent does not run' });
  const found = find('virtual_mailbox_maps');
  if (found.kind === 'broken') return end({ outcome: 'deferred', enhanced: '4.3.5', why: 'mail system configuration error' });
  if (found.kind === 'unknown') return end({ outcome: 'unknown', why: found.why });
  if (found.kind === 'miss') return end({ outcome: 'bounced', enhanced: '5.1.1', why: `unknown user: "${recipient.toLowerCase()}"` });
  for (const name of ['virtual_uid_maps', 'virtual_gid_maps']) {
    const owner = find(name);
    if (owner.kind === 'unknown') return end({ outcome: 'unknown', why: owner.why });
    if (owner.kind !== 'hit')
      return end(
        { outcome: 'deferred', enhanced: '4.3.5', why: `${recipient} has no entry in ${name}` },
        blame(parameters.assignment(name), name),
      );
  }
  end({ outcome: 'delivered', enhanced: '2.0.0', why: `delivered to ${found.value}` }, found.origin);
}

/** virtual(8) asks in lower case and folds no keys: a capital letter in a texthash: table is found by smtpd and not by virtual(8). Asked of Postfix 3.7. */
function unfolded(maps: MapList): MapList {
  const isRead = (it: OpenTable) => it.ref.type === 'texthash' || it.ref.type === 'inline';
  return { ...maps, tables: maps.tables.map((it) => (isRead(it) ? { ...it, lookup: (key) => it.lookup(key, 'name') } : it)) };
}
