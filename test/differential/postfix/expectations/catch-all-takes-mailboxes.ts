import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/catch-all-takes-mailboxes',
  fact: 'a catch-all takes mail from mailboxes that have no entry of their own',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
dave@example.org dave
erin@example.org erin
-- /etc/postfix/virtual --
@example.org erin@example.org
`,
    answers: {
      'dave@example.org': '250 -> erin@example.org virtual 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
dave@example.org dave
erin@example.org erin
-- /etc/postfix/virtual --
@example.org erin@example.org
dave@example.org dave@example.org
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org virtual 2.0.0 sent',
    },
  },
};
