import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/unknown-parameter',
  fact: 'a misspelt parameter counts for nothing',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domain = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org alice@mail.example.com
`,
    answers: {
      'info@example.org': '454 4.7.1 <info@example.org>: Relay access denied',
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
