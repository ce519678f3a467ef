import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/extension-splits-user',
  fact: 'a delimiter inside a user name: accepted, then split and bounced',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = -
`,
    users: ['mary-ann'],
    answers: {
      'mary-ann@mail.example.com': '250 -> mary-ann@mail.example.com local 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +
`,
    users: ['mary-ann'],
    answers: {
      'mary-ann@mail.example.com': '250 -> mary-ann@mail.example.com local 2.0.0 sent',
    },
  },
};
