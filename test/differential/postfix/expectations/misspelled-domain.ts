import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/misspelled-domain',
  fact: 'an entry for a domain that is almost right helps nobody',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains =
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@exmaple.org dave@example.org
-- /etc/postfix/relay_recipients --
dave@example.org OK
`,
    answers: {
      'info@example.org': '550 5.1.1 <info@example.org>: Recipient address rejected: User unknown in relay recipient table',
      'dave@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
virtual_alias_domains =
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org dave@example.org
-- /etc/postfix/relay_recipients --
dave@example.org OK
`,
    answers: {
      'info@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
      'dave@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
    },
  },
};
