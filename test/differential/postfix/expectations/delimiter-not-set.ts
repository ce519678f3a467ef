import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/delimiter-not-set',
  fact: 'without recipient_delimiter a tagged address is a user of its own',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
spam: alice+spam
`,
    answers: {
      'spam@mail.example.com': '250 -> alice+spam@mail.example.com local 5.1.1 bounced',
      'alice+news@mail.example.com':
        '550 5.1.1 <alice+news@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +
-- /etc/aliases --
spam: alice+spam
`,
    answers: {
      'spam@mail.example.com': '250 -> alice+spam@mail.example.com local 2.0.0 sent',
      'alice+news@mail.example.com': '250 -> alice+news@mail.example.com local 2.0.0 sent',
    },
  },
};
