import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/virtual-alias-limit',
  fact: 'a virtual alias of more addresses than the limit is refused at the end of DATA',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_alias_expansion_limit = 2
-- /etc/postfix/virtual --
two@example.org alice, bob
all@example.org two@example.org, carol
`,
    answers: {
      'two@example.org': '250 -> alice@mail.example.com local 2.0.0 sent -> bob@mail.example.com local 2.0.0 sent',
      'all@example.org': '250 -> all@example.org smtpd 4.6.0 deferred',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_alias_expansion_limit = 3
-- /etc/postfix/virtual --
two@example.org alice, bob
all@example.org two@example.org, carol
`,
    answers: {
      'two@example.org': '250 -> alice@mail.example.com local 2.0.0 sent -> bob@mail.example.com local 2.0.0 sent',
      'all@example.org':
        '250 -> alice@mail.example.com local 2.0.0 sent -> bob@mail.example.com local 2.0.0 sent -> carol@mail.example.com local 2.0.0 sent',
    },
  },
};
