import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/entry-of-other-class',
  fact: 'virtual_mailbox_maps are not asked for a virtual alias domain',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/virtual --
info@example.org dave@example.net
-- /etc/postfix/vmailbox --
dave@example.net dave
sales@example.org dave@example.net
`,
    answers: {
      'info@example.org': '250 -> dave@example.net virtual 2.0.0 sent',
      'sales@example.org': '550 5.1.1 <sales@example.org>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/virtual --
info@example.org dave@example.net
sales@example.org dave@example.net
-- /etc/postfix/vmailbox --
dave@example.net dave
`,
    answers: {
      'info@example.org': '250 -> dave@example.net virtual 2.0.0 sent',
      'sales@example.org': '250 -> dave@example.net virtual 2.0.0 sent',
    },
  },
};
