import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/listed-but-nobody',
  fact: 'an address in local_recipient_maps that nobody delivers bounces later',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
local_recipient_maps = unix:passwd.byname $alias_maps hash:/etc/postfix/others
-- /etc/postfix/others --
wiki@mail.example.com wiki
`,
    answers: {
      'wiki@mail.example.com': '250 -> wiki@mail.example.com local 5.1.1 bounced',
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
local_recipient_maps = unix:passwd.byname $alias_maps hash:/etc/postfix/others
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/others --
wiki@mail.example.com wiki
-- /etc/postfix/transport --
wiki@mail.example.com smtp:[wiki.example.org]
`,
    answers: {
      'wiki@mail.example.com': '250 -> wiki@mail.example.com smtp 2.0.0 sent',
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
