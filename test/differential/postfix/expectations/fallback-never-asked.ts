import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/fallback-never-asked',
  fact: 'unknown users are refused before luser_relay is asked, until local_recipient_maps is empty',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
luser_relay = alice
-- /etc/aliases --
former: nosuch
`,
    answers: {
      'nosuch@mail.example.com': '550 5.1.1 <nosuch@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
      'former@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
luser_relay = alice
local_recipient_maps =
-- /etc/aliases --
former: nosuch
`,
    answers: {
      'nosuch@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'former@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
