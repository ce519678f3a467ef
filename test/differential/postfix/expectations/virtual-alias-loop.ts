import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/virtual-alias-loop',
  fact: 'virtual aliases that lead in a circle are refused at the end of DATA',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org office@example.org
office@example.org info@example.org
`,
    answers: {
      'info@example.org': '250 -> info@example.org smtpd 4.6.0 deferred',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.org office@example.org
office@example.org alice@mail.example.com
`,
    answers: {
      'info@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
