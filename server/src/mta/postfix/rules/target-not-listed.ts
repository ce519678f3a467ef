import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { SILENT } from '../../../core/trail.ts';
import { nearNames } from '../../../formats/nearName.ts';
import { addressOf } from '../redirections.ts';
import { type Mailbox, written } from '../routing/address.ts';
import { isOwnDomain } from '../routing/deliver/mapped.ts';
import { findAddress } from '../routing/find.ts';
import { deliveriesOf } from '../routing/index.ts';
import { resolve } from '../routing/resolve.ts';
import type { Postfix } from '../system.ts';
import { nobodyBehind } from './reach.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { newEntry } from './shared/newEntry.ts';
import { localRightSides, type RightSide, virtualRightSides } from './shared/rightSides.ts';

export const targetNotListed: Rule<Postfix> = {
  id: 'postfix/target-not-listed',
  severity: 'warning',
  summary: 'An alias leads to another server, to an address that the list of its recipients does not have',
  source:
    'smtpd asks relay_recipient_maps for what is offered, cleanup(8) not for targets; asked of Postfix 3.7: 250, then what the next server says',
  why: `
Nobody looks up the target of an alias in relay_recipient_maps or, where the mailboxes are behind LMTP, in virtual_mailbox_maps. The mail
goes to the next server, and where that one does not know the address either, it bounces with \`550 5.1.1\` of its own. An address that is
almost one of the list is most likely misspelled. Others may be there on purpose, for mail from inside only: that is a notice.`,
  examples: [
    {
      title: 'A letter too many',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = gate.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains =
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/relay_recipients --
alice@example.net OK
-- /etc/postfix/virtual --
info@example.net allice@example.net
                 ^^^^^^^^^^^^^^^^^^ relay_recipient_maps does not have allice@example.net but alice@example.net, so mail for info@example.net goes to an address that nobody may have
`,
      fixed: `
info@example.net alice@example.net
`,
    },
    {
      title: 'The same name in another domain',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = gate.example.com
relay_domains = example.net, example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/postfix/relay_recipients --
alice@example.net OK
bob@example.org OK
-- /etc/aliases --
postmaster: alice@example.org
            ^^^^^^^^^^^^^^^^^ relay_recipient_maps does not have alice@example.org but alice@example.net, so mail for postmaster goes to an address that nobody may have
`,
    },
    {
      title: 'A listed address, one of a domain without a list, and one elsewhere',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = gate.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains =
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/relay_recipients --
alice@example.net OK
-- /etc/postfix/virtual --
info@example.net alice@example.net
sales@example.net allice@example.com
jobs@example.net jobs@example.org
`,
    },
  ],

  *check(system) {
    const nearest = nearNames(() => listed(system));
    for (const side of [...virtualRightSides(system), ...localRightSides(system)]) yield* judge(system, side, nearest);
  },
};

const LISTS = { relay: 'relay_recipient_maps', 'virtual-mailbox': 'virtual_mailbox_maps' } as const;

function* judge(system: Postfix, { targets, mail }: RightSide, nearest: (word: string) => string | undefined): Generator<Finding> {
  for (const target of targets) {
    const mailbox = target.kind === 'address' && !target.text.startsWith('@') ? addressOf(system, target.text) : undefined;
    const list = mailbox && listOf(system, mailbox);
    // Whose mail bounces for certain is a finding of other rules.
    if (!mailbox || list === undefined || !isMissing(system, list, mailbox) || nobodyBehind(system, target.text)) continue;
    const word = written(mailbox).toLowerCase();
    const near = nearest(word) ?? sameNameElsewhere(system, mailbox);
    const but = near === undefined ? '' : ` but ${near}`;
    yield {
      at: target.at,
      message: `${list} does not have ${word}${but}, so ${mail} goes to an address that nobody may have`,
      ...(near === undefined && { severity: 'info' as const }),
      fixes: [
        ...(near === undefined ? [] : [{ title: `Change it to ${near}`, edits: [replaceWord(target.at, near)] }]),
        ...newEntry(system, list, word, 'OK'),
      ],
    };
  }
}

/** Is it certainly not in the list, and does no other alias lead on from it? */
function isMissing(system: Postfix, list: string, mailbox: Mailbox): boolean {
  const { domain } = mailbox;
  if (domain === undefined || system.parameters.text(list) === '') return false;
  const isOwn = isOwnDomain(system, domain);
  if (findAddress(system.mapsOf(list), mailbox, isOwn, system.parameters).kind !== 'miss') return false;
  const next = deliveriesOf(system, mailbox);
  return next.length === 1 && next[0]!.recipient.toLowerCase() === written(mailbox).toLowerCase();
}

/** The list of the recipients of another server; undefined where the mail does not go to one. */
function listOf(system: Postfix, mailbox: Mailbox): string | undefined {
  const resolved = resolve(system, mailbox, SILENT);
  return resolved.kind === 'resolved' && (resolved.class === 'relay' || resolved.class === 'virtual-mailbox')
    ? LISTS[resolved.class]
    : undefined;
}

function* listed(system: Postfix): Generator<string> {
  for (const list of Object.values(LISTS))
    for (const { key, local } of addressKeys(system, list)) if (local !== '') yield key.toLowerCase();
}

function sameNameElsewhere(system: Postfix, { local, domain }: Mailbox): string | undefined {
  for (const { domain: other } of system.claims) {
    const address = `${local}@${other}`.toLowerCase();
    if (other === domain?.toLowerCase()) continue;
    for (const list of Object.values(LISTS)) {
      if (system.mapsOf(list).tables.some(({ file }) => file !== undefined && 0 <= file.rows.find(address))) return address;
    }
  }
  return undefined;
}
