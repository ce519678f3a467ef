import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/domain-left-out',
  fact: 'a table is not asked for domains that its domain parameter leaves out',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- /etc/postfix/aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice' WHERE '%s' = 'info@example.org'
domain = example.net
-- /etc/postfix/mail.sqlite --
`,
    answers: {
      'info@example.org': '550 5.1.1 <info@example.org>: Recipient address rejected: User unknown in virtual alias table',
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
domain = example.net, example.org
-- /etc/postfix/mail.sqlite --
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
