import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/temporary-reject-code',
  fact: 'soft_bounce makes a refusal a temporary one',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
soft_bounce = yes
`,
    answers: {
      'nobody7@mail.example.com': '450 4.1.1 <nobody7@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
`,
    answers: {
      'nobody7@mail.example.com': '550 5.1.1 <nobody7@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    },
  },
};
