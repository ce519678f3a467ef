import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/missing-table',
  fact: 'a table that is not there delays mail for every address',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
`,
    answers: {
      'alice@mail.example.com': '451 4.3.0 <alice@mail.example.com>: Temporary lookup failure',
      'x@example.org': '451 4.3.0 <x@example.org>: Temporary lookup failure',
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
x@example.org alice@mail.example.com
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'x@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
