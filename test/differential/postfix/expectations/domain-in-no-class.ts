import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/domain-in-no-class',
  fact: 'aliases for a domain that no list has are for insiders only',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
dave@example.org dave
erin@example.net erin
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org virtual 2.0.0 sent',
      'erin@example.net': '454 4.7.1 <erin@example.net>: Relay access denied',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.org, example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
dave@example.org dave
erin@example.net erin
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org virtual 2.0.0 sent',
      'erin@example.net': '250 -> erin@example.net virtual 2.0.0 sent',
    },
  },
};
