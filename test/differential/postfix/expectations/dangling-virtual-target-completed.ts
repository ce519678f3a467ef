import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/dangling-virtual-target',
  fact: 'a bare target is completed by myorigin and looked up again in its class',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
myorigin = example.org
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/vmailbox --
anna@example.org anna/
-- /etc/postfix/virtual --
info@example.org alice
-- /etc/aliases --
postmaster: anna
`,
    answers: {
      'info@example.org': '250 -> alice@example.org virtual 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
myorigin = example.org
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/vmailbox --
anna@example.org anna/
-- /etc/postfix/virtual --
info@example.org alice@localhost
-- /etc/aliases --
postmaster: anna
`,
    answers: {
      'info@example.org': '250 -> alice@localhost local 2.0.0 sent',
    },
  },
};
