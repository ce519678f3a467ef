import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/comment-in-value',
  fact: 'with a comment behind a table smtpd gives no answer',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases # made by newaliases
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
# made by newaliases
alias_maps = hash:/etc/aliases
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
