import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/swallowed-line',
  fact: 'an indented line belongs to the entry above it',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org alice@mail.example.com
 sales@example.org bob@mail.example.com
`,
    answers: {
      'info@example.org':
        '250 -> alice@mail.example.com local 2.0.0 sent -> bob@mail.example.com local 2.0.0 sent -> sales@example.org error 5.1.1 bounced',
      'sales@example.org': '550 5.1.1 <sales@example.org>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org alice@mail.example.com
sales@example.org bob@mail.example.com
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
      'sales@example.org': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
};
