import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/pointless-query',
  fact: 'with a percent sign that stands for nothing smtpd gives no answer',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = sqlite:/etc/postfix/aliases.cf
-- /etc/postfix/aliases.cf --
dbpath = /etc/postfix/mail.sqlite
query = SELECT 'alice' WHERE '%s' LIKE 'info%@example.org'
-- /etc/postfix/mail.sqlite --
`,
    answers: {
      'info@example.org': 'no service',
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
query = SELECT 'alice' WHERE '%s' LIKE 'info%%@example.org'
-- /etc/postfix/mail.sqlite --
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
