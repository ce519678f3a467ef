import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/misspelled-key',
  fact: 'a letter too many in a key makes another address of it',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
postamster@example.net alice
`,
    answers: {
      'postmaster@example.net': '550 5.1.1 <postmaster@example.net>: Recipient address rejected: User unknown in virtual alias table',
      'postamster@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
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
-- /etc/postfix/virtual --
postmaster@example.net alice
`,
    answers: {
      'postmaster@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'postamster@example.net': '550 5.1.1 <postamster@example.net>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
};
