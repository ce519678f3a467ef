import { removeLines } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { deadTargetsIn } from './shared/deadTargets.ts';
import { type RightSide, virtualRightSides } from './shared/rightSides.ts';
import { originOf, suggestionsFor } from './shared/suggestions.ts';

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
      title: 'A bare name where myorigin is a hosted domain',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
myorigin = example.com
           ^^^^^^^^^^^ also: completes names without a domain
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/mail
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
alice:x:1000:1000::/home/alice:/bin/sh
-- /etc/aliases --
postmaster: anna
-- /etc/postfix/vmailbox --
anna@example.com anna/
-- /etc/postfix/virtual --
sales@example.com anna
info@example.com alice
                 ^^^^^ alice means alice@example.com here, as myorigin says, and there is no such mailbox, so mail for info@example.com bounces with 5.1.1
`,
      fixed: `
sales@example.com anna
info@example.com alice@localhost
`,
    },
    {
      title: 'The user of another domain',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_mailbox_domains = example.com, example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/mail
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/vmailbox --
anna@example.com anna/
boss@example.org boss/
-- /etc/postfix/virtual --
info@example.com anna@example.org
                 ^^^^^^^^^^^^^^^^ no mailbox anna@example.org, so mail for info@example.com bounces with 5.1.1
`,
      fixed: `
info@example.com anna@example.com
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
    const suggest = suggestionsFor(system);
    for (const side of virtualRightSides(system)) {
      for (const dead of deadTargetsIn(system, side)) {
        yield {
          at: dead.target.at,
          message: `${dead.nobody.because}, so ${side.mail} bounces with 5.1.1`,
          ...originOf(system, dead),
          fixes: [...suggest(dead).filter((it) => !isKey(it, side)), ...removal(side)],
        };
      }
    }
  },
};

/** An entry that leads to itself is no better. */
function isKey({ edits }: Fix, { entry }: RightSide): boolean {
  return edits.some((it) => it.text.toLowerCase() === entry?.key.toLowerCase());
}

function removal({ targets, entry }: RightSide): Fix[] {
  if (!entry || 1 < targets.length) return [];
  return [{ title: `Remove the entry for ${entry.key}`, edits: [removeLines(entry.file.text, entry.file.rows.at(entry.row))] }];
}
