import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/transport-without-recipient',
  fact: 'a transport entry does not make a recipient known',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.org
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/transport --
list@example.org smtp:[lists.example.net]
`,
    answers: {
      'list@example.org': '550 5.1.1 <list@example.org>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.org
transport_maps = hash:/etc/postfix/transport
local_recipient_maps = proxy:unix:passwd.byname $alias_maps $transport_maps
-- /etc/postfix/transport --
list@example.org smtp:[lists.example.net]
`,
    answers: {
      'list@example.org': '250 -> list@example.org smtp 2.0.0 sent',
    },
  },
};
