import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/smtpd-not-running',
  fact: 'at compatibility level 0 smtpd does not run without a relay restriction',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 0
myhostname = mail.example.com
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
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
