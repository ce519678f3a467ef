import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/table-name-hidden',
  fact: 'the reply does not say which table was asked',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
show_user_unknown_table_name = no
`,
    answers: {
      'nobody7@mail.example.com': '550 5.1.1 <nobody7@mail.example.com>: Recipient address rejected: User unknown',
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
