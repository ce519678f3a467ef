import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/comment-in-value',
  fact: 'a list of domains ends at a number sign, and so do the lines below it',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, # ourselves
  example.org
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'alice@example.org': '454 4.7.1 <alice@example.org>: Relay access denied',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
# ourselves
mydestination = $myhostname,
  example.org
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'alice@example.org': '250 -> alice@example.org local 2.0.0 sent',
    },
  },
};
