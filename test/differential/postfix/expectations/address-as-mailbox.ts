import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/address-as-mailbox',
  fact: 'an address on the right side of virtual_mailbox_maps is no forwarding',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
dave@example.net dave/
sales@example.net dave@example.net
`,
    answers: {
      'dave@example.net': '250 -> dave@example.net lmtp 2.0.0 sent',
      'sales@example.net': '250 -> sales@example.net lmtp 5.1.1 bounced',
    },
    sinkReject: ['sales@example.net'],
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_transport = lmtp:unix:private/dovecot-lmtp
-- /etc/postfix/vmailbox --
dave@example.net dave/
-- /etc/postfix/virtual --
sales@example.net dave@example.net
`,
    answers: {
      'dave@example.net': '250 -> dave@example.net lmtp 2.0.0 sent',
      'sales@example.net': '250 -> dave@example.net lmtp 2.0.0 sent',
    },
    sinkReject: ['sales@example.net'],
  },
};
