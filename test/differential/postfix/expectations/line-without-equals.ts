import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/line-without-equals',
  fact: 'a list that goes on without white space ends every program of Postfix',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname,
example.org
`,
    answers: {
      'alice@example.org': 'no service',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname,
  example.org
`,
    answers: {
      'alice@example.org': '250 -> alice@example.org local 2.0.0 sent',
    },
  },
};
