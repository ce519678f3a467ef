import type { Rule } from '../../../core/rule.ts';
import { addressOf } from '../redirections.ts';
import { written } from '../routing/address.ts';
import { deliveriesOf } from '../routing/index.ts';
import type { Postfix } from '../system.ts';
import { circles } from './circles.ts';

export const virtualAliasLoop: Rule<Postfix> = {
  id: 'postfix/virtual-alias-loop',
  severity: 'error',
  summary: 'Virtual aliases lead in a circle',
  source: 'cleanup/cleanup_map1n.c: "unreasonable virtual_alias_maps map nesting"; asked of Postfix 3.7: 451 4.6.0 at the end of DATA',
  why: `
cleanup(8) looks the result of a virtual alias up again, until it maps to nothing or to itself. Entries that lead back to
each other are followed up to virtual_alias_recursion_limit, then the message is refused with
\`451 4.6.0 Alias expansion error\`: senders keep trying for days. An entry that maps to itself ends the expansion.`,
  examples: [
    {
      title: 'Two entries that name each other',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_alias_domains = example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.com office@example.com
                 ^^^^^^^^^^^^^^^^^^ info@example.com leads to office@example.com and back, so its mail is deferred with 4.6.0
office@example.com info@example.com
                   ^^^^^^^^^^^^^^^^ also: office@example.com leads on to info@example.com
`,
    },
    {
      title: 'An entry that keeps its mailbox and adds a copy',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
virtual_mailbox_domains = example.com
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/mail
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/vmailbox --
info@example.com info/
-- /etc/postfix/virtual --
info@example.com info@example.com, archive@example.org
`,
    },
  ],

  *check(system) {
    yield* circles(system, {
      parameter: 'virtual_alias_maps',
      next(entry, text) {
        // Most targets are plain addresses, which need no reading.
        const mailbox = /^[\w.+-]+@[\w-]+\.[\w.-]*\w$/.test(text) ? undefined : addressOf(system, text);
        const address = (mailbox ? written(mailbox) : text).toLowerCase();
        return address === entry.key.toLowerCase() ? undefined : address;
      },
      consequenceFor(key) {
        const mailbox = addressOf(system, key);
        const isProved = mailbox !== undefined && deliveriesOf(system, mailbox).some((it) => it.enhanced === '4.6.0');
        return isProved ? 'so its mail is deferred with 4.6.0' : undefined;
      },
    });
  },
};
