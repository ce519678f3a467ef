import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/unlisted-recipients-accepted',
  fact: 'without the question every name is accepted, and unknown ones bounce later',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_reject_unlisted_recipient = no
`,
    answers: {
      'nobody7@mail.example.com': '250 -> nobody7@mail.example.com local 5.1.1 bounced',
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
