import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/host-named-like-mail-domain',
  fact: 'a host with the name of a mail domain makes that domain local',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = example.net
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
dave@example.net dave
`,
    answers: {
      'dave@example.net': '550 5.1.1 <dave@example.net>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.net
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
-- /etc/postfix/vmailbox --
dave@example.net dave
`,
    answers: {
      'dave@example.net': '250 -> dave@example.net virtual 2.0.0 sent',
    },
  },
};
