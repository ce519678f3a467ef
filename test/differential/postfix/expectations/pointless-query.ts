import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/pointless-query',
  fact: 'a query without a key gives every address the same answer',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- /etc/postfix/aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice'
-- /etc/postfix/mail.sqlite --
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
      'nobody7@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- /etc/postfix/aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice' WHERE '%s' = 'info@example.org'
-- /etc/postfix/mail.sqlite --
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
      'nobody7@example.org': '550 5.1.1 <nobody7@example.org>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
};
