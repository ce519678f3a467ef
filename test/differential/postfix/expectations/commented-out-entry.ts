import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/commented-out-entry',
  fact: 'an entry behind a # is none',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net alice
#sales@example.net bob
`,
    answers: {
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'sales@example.net': '550 5.1.1 <sales@example.net>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net alice
sales@example.net bob
`,
    answers: {
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'sales@example.net': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
};
