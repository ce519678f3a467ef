import { replaceWord } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { AliasTarget } from '../../../formats/aliases.ts';
import { addressOf } from '../redirections.ts';
import { written } from '../routing/address.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { nearNames } from './nearName.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { newEntry } from './shared/newEntry.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';
import { localRightSides, virtualRightSides } from './shared/rightSides.ts';

export const relayRecipientLeftOut: Rule<Postfix> = {
  id: 'postfix/relay-recipient-left-out',
  severity: 'info',
  summary: 'An alias leads to a user of a relay domain who is not in its list of recipients',
  source: 'smtpd/smtpd_check.c, check_rcpt_maps(); asked of Postfix 3.7: the alias is delivered, the address itself is 550 5.1.1',
  why: `
relay_recipient_maps is asked for the address that a client names, and not for the targets of aliases. A list that lacks a
user goes unnoticed as long as his mail comes by an alias; mail to him directly gets \`550 5.1.1 User unknown in relay
recipient table\`. Or the target is misspelt, and then the next host refuses it. It is information, as somebody may want an
address that is reached by its alias only.`,
  examples: [
    {
      title: 'Targets of a virtual alias and of a local one',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/relay --
anna@example.net OK
-- /etc/postfix/virtual --
info@example.org anna@example.net, ben@example.net
                                   ^^^^^^^^^^^^^^^ ben@example.net is not in relay_recipient_maps, so mail to it that comes by no alias is refused as for an unknown user
-- /etc/aliases --
postmaster: ana@example.net
            ^^^^^^^^^^^^^^^ ana@example.net is not in relay_recipient_maps, so mail to it that comes by no alias is refused as for an unknown user
`,
    },
    {
      title: 'One that has to be added',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay
-- /etc/postfix/relay --
anna@example.net OK
-- /etc/aliases --
postmaster: office@example.net
            ^^^^^^^^^^^^^^^^^^ office@example.net is not in relay_recipient_maps, so mail to it that comes by no alias is refused as for an unknown user
`,
      fixed: `
anna@example.net OK
office@example.net OK
`,
    },
    {
      title: 'Targets in the list, in a domain without one, and elsewhere',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay
-- /etc/postfix/relay --
anna@example.net OK
-- /etc/aliases --
postmaster: anna@example.net, helper@example.org
`,
    },
  ],

  *check(system) {
    if (system.smtpd.text('relay_recipient_maps') === '') return;
    const nearest = nearNames(() => relayRecipients(system));
    const told = new Set<string>();
    for (const sides of [localRightSides(system), virtualRightSides(system)]) {
      for (const { targets } of sides) {
        for (const target of targets) {
          const address = leftOut(system, target);
          if (address === undefined || told.has(address)) continue;
          told.add(address);
          yield {
            at: target.at,
            message: `${address} is not in relay_recipient_maps, so mail to it that comes by no alias is refused as for an unknown user`,
            fixes: [...respelt(target, nearest(address)), ...newEntry(system, 'relay_recipient_maps', address, 'OK')],
          };
        }
      }
    }
  },
};

function leftOut(system: Postfix, { kind, text }: AliasTarget): string | undefined {
  if (kind !== 'address' || text.startsWith('@')) return undefined;
  const mailbox = addressOf(system, text);
  const found = mailbox?.domain === undefined ? undefined : domainClass(system, mailbox.domain.toLowerCase());
  if (!mailbox || found?.kind !== 'class' || found.class !== 'relay' || !isRefusedAsUnknown(system, mailbox)) return undefined;
  return written(mailbox).toLowerCase();
}

function respelt({ at }: AliasTarget, near: string | undefined): Fix[] {
  return near === undefined ? [] : [{ title: `Change it to ${near}`, edits: [replaceWord(at, near)] }];
}

function* relayRecipients(system: Postfix): Generator<string> {
  for (const { key, local } of addressKeys(system, 'relay_recipient_maps')) if (local !== '') yield key.toLowerCase();
}
