import type { Rule } from '../../../core/rule.ts';
import { addressOf } from '../redirections.ts';
import { written } from '../routing/address.ts';
import type { Postfix } from '../system.ts';
import { nearNames } from './nearName.ts';
import { deadBecause } from './reach.ts';
import { type Links, linksOf, NOWHERE } from './shared/links.ts';

export const danglingVirtualTarget: Rule<Postfix> = {
  id: 'postfix/dangling-virtual-target',
  severity: 'warning',
  summary: 'A virtual alias names a recipient that does not exist',
  source:
    'smtpd/smtpd_check.c, check_rcpt_maps(): any hit in virtual_alias_maps is enough; asked of Postfix 3.7: 250 at RCPT, then dsn=5.1.1',
  why: `
A hit in virtual_alias_maps makes an address known at RCPT time, whatever stands on its right side. After the queue the
target is looked up in its own class: in a virtual alias domain it needs an entry itself, in a virtual mailbox domain a
mailbox, on this host a user or an alias. Where it has none, the message bounces with \`5.1.1\`, and no probe sees it.`,
  examples: [
    {
      title: 'A target that was deleted',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/mail
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/vmailbox --
anna@example.com anna/
-- /etc/postfix/virtual --
info@example.com ana@example.com
                 ^^^^^^^^^^^^^^^ no mailbox ana@example.com, so mail for info@example.com bounces with 5.1.1
`,
      fixed: `
info@example.com anna@example.com
`,
    },
    {
      title: 'A target in a virtual alias domain without an entry of its own',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
sales@example.com team@example.com
                  ^^^^^^^^^^^^^^^^ no virtual alias for team@example.com, so mail for sales@example.com bounces with 5.1.1
`,
    },
    {
      title: 'Targets with a mailbox, an entry, or a host elsewhere',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/mail
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
anna@example.com anna/
-- /etc/postfix/virtual --
info@example.com anna@example.com
team@example.com info@example.com, helper@example.org
`,
    },
    {
      title: 'An entry that an earlier one hides',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.com helper@example.org
info@example.com ana@example.com
`,
    },
  ],

  *check(system) {
    const nearest = nearNames(() => knownAddresses(system));
    const judged = new Map<string, string | undefined>();
    const links = linksOf(system, 'virtual_alias_maps');
    for (let id = 0; id < links.count; id++) {
      if (leadsOn(links, id)) continue;
      const { key, targets, file, row } = links.entry(id);
      // A line that names a domain only makes it a virtual alias domain; its right side is never used.
      if (!key.includes('@')) continue;
      // Of two entries with one key the first is used, and the later one leads nowhere.
      if (file.rows.find(key) !== row) continue;
      for (const target of targets) {
        if (target.kind !== 'address' || target.text.startsWith('@')) continue;
        const mailbox = addressOf(system, target.text);
        if (!mailbox) continue;
        const address = written(mailbox).toLowerCase();
        if (!judged.has(address)) judged.set(address, deadBecause(system, mailbox));
        const dead = judged.get(address);
        if (dead === undefined) continue;
        const near = nearest(address);
        yield {
          at: target.at,
          message: `${dead}, so mail for ${key} bounces with 5.1.1`,
          fixes: [
            ...(near === undefined || near === key.toLowerCase()
              ? []
              : [{ title: `Change it to ${near}`, edits: [{ at: target.at, text: near }] }]),
            ...(targets.length === 1
              ? [{ title: `Remove the entry for ${key}`, edits: [{ at: wholeLine(file.text, file.rows.at(row)), text: '' }] }]
              : []),
          ],
        };
      }
    }
  },
};

/** True where the one target has an entry that is about others: nothing is wrong with this one then. */
function leadsOn(links: Links, id: number): boolean {
  const target = links.next(id);
  if (target < 0 || target === id) return false;
  const next = links.next(target);
  return next !== target && (next === NOWHERE || 0 <= next);
}

function* knownAddresses(system: Postfix): Generator<string> {
  for (const parameter of ['virtual_mailbox_maps', 'virtual_alias_maps']) {
    for (const { file } of system.mapsOf(parameter).tables) {
      for (let row = 0; file && row < file.rows.count; row++) {
        const key = file.rows.key(row).toLowerCase();
        if (0 < key.indexOf('@')) yield key;
      }
    }
  }
}

function wholeLine(text: string, at: { readonly file: string; readonly start: number; readonly end: number }) {
  const newline = text.indexOf('\n', at.end);
  return { file: at.file, start: at.start, end: newline < 0 ? text.length : newline + 1 };
}
