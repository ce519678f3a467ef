import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/colon-in-key',
  fact: 'the colon is part of the key that nobody looks up',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org: alice@mail.example.com
`,
    answers: {
      'info@example.org': '550 5.1.1 <info@example.org>: Recipient address rejected: User unknown in virtual alias table',
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
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
