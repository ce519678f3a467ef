import type { Finding, Rule } from '../../../core/rule.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { lacksDelimiter, nobodyBehind } from './reach.ts';
import { localRightSides, virtualRightSides } from './shared/rightSides.ts';
import { setParameter } from './shared/setting.ts';

export const delimiterNotSet: Rule<Postfix> = {
  id: 'postfix/delimiter-not-set',
  severity: 'warning',
  summary: 'Addresses have a tag, but recipient_delimiter is not set',
  source: 'postconf(5), recipient_delimiter, built in as empty; asked of Postfix 3.7: dsn=5.1.1 for a target user+tag',
  why: `
Without recipient_delimiter the address alice+lists is that of a user of exactly this name, and not of alice. Mail from
outside gets \`550 5.1.1 User unknown\`; an alias with such a target is accepted, and bounces later. The built-in value is
empty; Debian writes \`recipient_delimiter = +\` into main.cf. It is said once, at the first target that needs it.`,
  examples: [
    {
      title: 'Targets of aliases',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
-- /etc/aliases --
postmaster: alice
spam: alice+spam
      ^^^^^^^^^^ recipient_delimiter is not set, so alice+spam is nobody and mail for spam bounces with 5.1.1
news: alice+news
      ^^^^^^^^^^ also: needs it too
`,
      fixed: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +
`,
    },
    {
      title: 'A delimiter that is set, and an address that is one of its own',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
-- /etc/aliases --
postmaster: alice
spam: alice+spam
-- /etc/postfix/vmailbox --
anna@example.org anna/
anna+news@example.org news/
`,
    },
  ],

  *check(system) {
    if (isTemplate(system.mainCf.text) || system.parameters.text('recipient_delimiter') !== '') return;
    const all = [...tagged(system)];
    const [first, ...others] = all;
    if (!first) return;
    yield {
      ...first,
      related: others.slice(0, MOST_SHOWN).map(({ at }) => ({ at, message: 'needs it too' })),
      fixes: [{ title: 'Set recipient_delimiter to +', edits: [setParameter(system, 'recipient_delimiter', '+', 'myhostname')] }],
    };
  },
};

const MOST_SHOWN = 10;

function* tagged(system: Postfix): Generator<Finding> {
  for (const sides of [localRightSides(system), virtualRightSides(system)]) {
    for (const { targets, mail } of sides) {
      for (const { kind, text, at } of targets) {
        if (kind !== 'address' || !text.includes('+')) continue;
        const nobody = nobodyBehind(system, text);
        if (nobody && lacksDelimiter(system, nobody))
          yield { at, message: `recipient_delimiter is not set, so ${text} is nobody and ${mail} bounces with 5.1.1` };
      }
    }
  }
}
