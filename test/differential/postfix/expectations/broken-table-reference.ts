import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/broken-table-reference',
  fact: 'a table of a type that nobody knows is a temporary failure',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = nosuchtype:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@mail.example.com alice@mail.example.com
`,
    answers: {
      'alice@mail.example.com': '451 4.3.0 <alice@mail.example.com>: Temporary lookup failure',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@mail.example.com alice@mail.example.com
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
