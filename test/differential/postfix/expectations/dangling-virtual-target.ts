import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/dangling-virtual-target',
  fact: 'a virtual alias to an address without an entry of its own is accepted and bounces',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
sales@example.org team@example.org
`,
    answers: {
      'sales@example.org': '250 -> team@example.org error 5.1.1 bounced',
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
sales@example.org team@example.org
team@example.org alice@mail.example.com
`,
    answers: {
      'sales@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
