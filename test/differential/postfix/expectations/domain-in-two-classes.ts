import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/domain-in-two-classes',
  fact: 'mydestination wins, and every mailbox of the domain is unknown',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = localhost, example.org
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
dave@example.org dave
`,
    answers: {
      'dave@example.org': '550 5.1.1 <dave@example.org>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = localhost
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
dave@example.org dave
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org virtual 2.0.0 sent',
    },
  },
};
