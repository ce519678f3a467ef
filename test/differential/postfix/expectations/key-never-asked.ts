import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/key-never-asked',
  fact: 'keys in brackets, with a dot behind the domain or without a domain are found by nobody',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/virtual --
<info@example.net> alice
sales@example.net. bob
-- /etc/postfix/relay_recipients --
dave OK
smtp:erin@example.org OK
`,
    answers: {
      'info@example.net': '550 5.1.1 <info@example.net>: Recipient address rejected: User unknown in virtual alias table',
      'sales@example.net': '550 5.1.1 <sales@example.net>: Recipient address rejected: User unknown in virtual alias table',
      'sales@example.net.': '550 5.1.1 <sales@example.net.>: Recipient address rejected: User unknown in virtual alias table',
      'dave@example.org': '550 5.1.1 <dave@example.org>: Recipient address rejected: User unknown in relay recipient table',
      'erin@example.org': '550 5.1.1 <erin@example.org>: Recipient address rejected: User unknown in relay recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/virtual --
info@example.net alice
sales@example.net bob
-- /etc/postfix/relay_recipients --
dave@example.org OK
erin@example.org OK
`,
    answers: {
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'sales@example.net': '250 -> bob@mail.example.com local 2.0.0 sent',
      'sales@example.net.': '250 -> bob@mail.example.com local 2.0.0 sent',
      'dave@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
      'erin@example.org': '250 -> erin@example.org smtp 2.0.0 sent',
    },
  },
};
