import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/local-recipients-without-users',
  fact: 'without the passwd file every user is unknown',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = $alias_maps
-- /etc/aliases --
info: alice
`,
    answers: {
      'info@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'alice@mail.example.com': '550 5.1.1 <alice@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = $alias_maps, proxy:unix:passwd.byname
-- /etc/aliases --
info: alice
`,
    answers: {
      'info@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
