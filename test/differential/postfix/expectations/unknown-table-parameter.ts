import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/unknown-table-parameter',
  fact: 'a parameter that the type does not know counts for nothing',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- /etc/postfix/aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'ali' WHERE '%s' = 'info@example.org'
result_fromat = %sce
-- /etc/postfix/mail.sqlite --
`,
    answers: {
      'info@example.org': '250 -> ali@mail.example.com local 5.1.1 bounced',
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
query = SELECT 'ali' WHERE '%s' = 'info@example.org'
result_format = %sce
-- /etc/postfix/mail.sqlite --
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
