import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/smtpd-not-running',
  fact: 'with a variable that does not end smtpd gives no answer',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = localhost, \${myhostname
`,
    answers: {
      'alice@mail.example.com': 'no service',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = localhost, \${myhostname}
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
