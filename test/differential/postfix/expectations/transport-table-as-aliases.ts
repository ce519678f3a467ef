import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/transport-table-as-aliases',
  fact: 'a transport on the right side of a virtual alias is the name of a user',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_maps = hash:/etc/postfix/lmtp
-- /etc/postfix/lmtp --
news@mail.example.com smtp:[127.9.9.9]
`,
    answers: {
      'news@mail.example.com': '250 -> "smtp:[127.9.9.9]"@mail.example.com local 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
transport_maps = hash:/etc/postfix/lmtp
local_recipient_maps = proxy:unix:passwd.byname $alias_maps hash:/etc/postfix/lmtp
-- /etc/postfix/lmtp --
news@mail.example.com smtp:[127.9.9.9]
`,
    answers: {
      'news@mail.example.com': '250 -> news@mail.example.com smtp 2.0.0 sent',
    },
  },
};
