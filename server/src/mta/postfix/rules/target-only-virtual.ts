import type { Rule } from '../../../core/rule.ts';
import { SILENT } from '../../../core/trail.ts';
import { addressOf } from '../redirections.ts';
import { splitExtension, written } from '../routing/address.ts';
import { isOwnDomain } from '../routing/deliver/mapped.ts';
import { findAddress, findKey } from '../routing/find.ts';
import { deliveriesOf } from '../routing/index.ts';
import { resolve } from '../routing/resolve.ts';
import type { Postfix } from '../system.ts';
import { localDomain } from './shared/localDomain.ts';
import { localRightSides } from './shared/rightSides.ts';
import { usersOf } from './shared/users.ts';

export const targetOnlyVirtual: Rule<Postfix> = {
  id: 'aliases/target-only-virtual',
  severity: 'warning',
  summary: 'An alias names a local recipient whom only a virtual alias knows',
  source: 'local/recipient.c, deliver_recipient(); asked of Postfix 3.7: 250, then 5.1.1 unknown user of local(8)',
  why: `
cleanup(8) applies virtual aliases when a message comes in, and local(8) does not ask them again: what an alias names in a domain of this host
is a user or another alias, or nobody. Mail for the person directly arrives, mail by way of the alias bounces with \`5.1.1 unknown user\`.
This comes with people who moved to another server: write their new address into the alias too.`,
  examples: [
    {
      title: 'Somebody who moved',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
myorigin = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
jane@example.com jane@example.net
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
team: root, jane
            ^^^^ local does not ask virtual_alias_maps, which alone know jane@example.com, so mail for team bounces with 5.1.1
`,
    },
    {
      title: 'The new address in the alias, and a name that is an alias too',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
myorigin = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
jane@example.com jane@example.net
info@example.com root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
info: root
team: root, jane@example.net, info
`,
    },
  ],

  *check(system) {
    const domain = localDomain(system);
    if (domain === undefined || !usersOf(system) || system.mapsOf('virtual_alias_maps').tables.length === 0) return;
    for (const { targets, mail, entry } of localRightSides(system)) {
      if (!entry) continue;
      for (const target of targets) {
        const who = target.kind === 'address' ? onlyVirtual(system, target.text) : undefined;
        if (who === undefined || !bounces(system, { local: entry.key, domain }, who)) continue;
        yield { at: target.at, message: `local does not ask virtual_alias_maps, which alone know ${who}, so ${mail} bounces with 5.1.1` };
      }
    }
  },
};

/** The address of a local recipient that has a virtual alias and is neither a user nor an alias. */
function onlyVirtual(system: Postfix, text: string): string | undefined {
  const mailbox = addressOf(system, text);
  if (mailbox?.domain === undefined) return undefined;
  const { parameters } = system;
  if (findAddress(system.mapsOf('virtual_alias_maps'), mailbox, isOwnDomain(system, mailbox.domain), parameters).kind !== 'hit')
    return undefined;
  const resolved = resolve(system, mailbox, SILENT);
  if (resolved.kind !== 'resolved' || resolved.class !== 'local') return undefined;
  const user = splitExtension(mailbox.local, parameters.text('recipient_delimiter'))?.user ?? mailbox.local;
  const isKnown = [mailbox.local, user].some((it) => findKey(system.mapsOf('alias_maps'), it).kind !== 'miss');
  return isKnown || 0 <= usersOf(system)!.rows.find(user) ? undefined : written(mailbox);
}

/** An alias with an owner sends its mail through the queue again, and then the virtual alias is asked. */
function bounces(system: Postfix, alias: { readonly local: string; readonly domain: string }, who: string): boolean {
  return deliveriesOf(system, alias).some((it) => it.enhanced === '5.1.1' && it.recipient.toLowerCase() === who.toLowerCase());
}
