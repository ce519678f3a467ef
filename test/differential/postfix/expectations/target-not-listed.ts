import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/target-not-listed',
  fact: 'nobody asks relay_recipient_maps for the target of an alias',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net davee@example.org
-- /etc/postfix/relay_recipients --
dave@example.org OK
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
      'davee@example.org': '550 5.1.1 <davee@example.org>: Recipient address rejected: User unknown in relay recipient table',
      'info@example.net': '250 -> davee@example.org smtp 5.1.1 bounced',
    },
    sinkReject: ['davee@example.org'],
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net dave@example.org
-- /etc/postfix/relay_recipients --
dave@example.org OK
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
      'davee@example.org': '550 5.1.1 <davee@example.org>: Recipient address rejected: User unknown in relay recipient table',
      'info@example.net': '250 -> dave@example.org smtp 2.0.0 sent',
    },
    sinkReject: ['davee@example.org'],
  },
};
