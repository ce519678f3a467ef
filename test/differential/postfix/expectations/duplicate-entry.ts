import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/duplicate-entry',
  fact: 'of two entries with one key the first is used',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org alice@mail.example.com
Info@example.org bob@mail.example.com
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
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
info@example.org bob@mail.example.com
`,
    answers: {
      'info@example.org': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
};
