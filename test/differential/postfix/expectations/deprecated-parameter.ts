import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/deprecated-parameter',
  fact: 'the old name of a parameter counts only while the new one is not set',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_maps = hash:/etc/postfix/virtual
virtual_alias_maps = inline:{sales@example.org=bob}
-- /etc/postfix/virtual --
info@example.org alice
`,
    answers: {
      'info@example.org': '550 5.1.1 <info@example.org>: Recipient address rejected: User unknown in virtual alias table',
      'sales@example.org': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = inline:{sales@example.org=bob}, hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org alice
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
      'sales@example.org': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
};
