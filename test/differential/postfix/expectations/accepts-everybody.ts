import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/accepts-everybody',
  fact: 'without a list of local recipients an unknown user is accepted and bounces after the queue',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps =
`,
    answers: {
      'nosuch@mail.example.com': '250 -> nosuch@mail.example.com local 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
`,
    answers: {
      'nosuch@mail.example.com': '550 5.1.1 <nosuch@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    },
  },
};
