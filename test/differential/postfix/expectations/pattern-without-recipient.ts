import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/pattern-without-recipient',
  fact: 'a transport by pattern makes no recipient known',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
transport_maps = regexp:/etc/postfix/lists
-- /etc/postfix/lists --
/^dev(-(bounces|join))?@mail\\.example\\.com$/ smtp:[lists.example.org]
`,
    answers: {
      'dev@mail.example.com': '550 5.1.1 <dev@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
      'dev-join@mail.example.com':
        '550 5.1.1 <dev-join@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
transport_maps = regexp:/etc/postfix/lists
local_recipient_maps = unix:passwd.byname $alias_maps regexp:/etc/postfix/lists
-- /etc/postfix/lists --
/^dev(-(bounces|join))?@mail\\.example\\.com$/ smtp:[lists.example.org]
`,
    answers: {
      'dev@mail.example.com': '250 -> dev@mail.example.com smtp 2.0.0 sent',
      'dev-join@mail.example.com': '250 -> dev-join@mail.example.com smtp 2.0.0 sent',
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
