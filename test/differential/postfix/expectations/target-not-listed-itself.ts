import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/target-not-listed',
  fact: 'the list of relay recipients is asked for the address of RCPT, not for the target of an alias',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay
-- /etc/postfix/relay --
anna@example.net OK
-- /etc/aliases --
office: ben@example.net
`,
    answers: {
      'office@mail.example.com': '250 -> ben@example.net smtp 2.0.0 sent',
      'ben@example.net': '550 5.1.1 <ben@example.net>: Recipient address rejected: User unknown in relay recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay
-- /etc/postfix/relay --
anna@example.net OK
ben@example.net OK
-- /etc/aliases --
office: ben@example.net
`,
    answers: {
      'office@mail.example.com': '250 -> ben@example.net smtp 2.0.0 sent',
      'ben@example.net': '250 -> ben@example.net smtp 2.0.0 sent',
    },
  },
};
