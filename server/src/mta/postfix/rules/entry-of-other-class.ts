import type { Rule } from '../../../core/rule.ts';
import { CLASS_LISTS, type ClassList } from '../classes.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { addressKeys } from './shared/addressKeys.ts';
import { isRefusedAsUnknown, NOBODY } from './shared/refused.ts';

export const entryOfOtherClass: Rule<Postfix> = {
  id: 'postfix/entry-of-other-class',
  severity: 'warning',
  summary: 'An address stands in a table that is not asked for its domain',
  source: 'ADDRESS_CLASS_README; smtpd/smtpd_check.c, check_rcpt_maps(); asked of Postfix 3.7: 550 5.1.1',
  why: `
The class of a domain decides which table has its recipients: virtual_mailbox_maps for virtual_mailbox_domains, relay_recipient_maps for
relay_domains. An address of a virtual alias domain in the table of mailboxes, where somebody took one file for the other, is never
found there: \`550 5.1.1 User unknown in virtual alias table\`.`,
  examples: [
    {
      title: 'An alias in the table of mailboxes',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- /etc/postfix/virtual --
info@example.org alice@example.net
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
sales@example.org alice@example.net
^^^^^^^^^^^^^^^^^ virtual_mailbox_maps is not asked for example.org, a virtual alias domain, so sales@example.org is refused as an unknown user
`,
    },
    {
      title: 'Each address in the table of its domain, or in both',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- /etc/postfix/virtual --
info@example.org alice@example.net
-- /etc/postfix/vmailbox --
alice@example.net example.net/alice/
info@example.org example.org/info/
`,
    },
  ],

  *check(system) {
    for (const [maps, list] of Object.entries(LISTS) as [string, ClassList][]) {
      for (const { key, local, domain, at } of addressKeys(system, maps)) {
        const found = domainClass(system, domain);
        if (found.kind !== 'class' || found.class === CLASS_LISTS[list]) continue;
        // A domain in two classes is the cause, and a finding of its own.
        if (system.claims.some((it) => it.domain === domain && it.class === CLASS_LISTS[list])) continue;
        if (!isRefusedAsUnknown(system, { local: local || NOBODY, domain })) continue;
        const what = `${maps} is not asked for ${domain}, a ${WORDS[found.class]} domain`;
        yield { at, message: `${what}, so ${local === '' ? 'whoever has no other entry' : key} is refused as an unknown user` };
      }
    }
  },
};

const LISTS = { virtual_mailbox_maps: 'virtual_mailbox_domains', relay_recipient_maps: 'relay_domains' } as const;

const WORDS = { local: 'local', 'virtual-alias': 'virtual alias', 'virtual-mailbox': 'virtual mailbox', relay: 'relay' } as const;
