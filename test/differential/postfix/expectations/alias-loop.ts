import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'aliases/alias-loop',
  fact: 'aliases that lead in a circle bounce with 5.4.6',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
support: helpdesk
helpdesk: support
`,
    answers: {
      'support@mail.example.com': '250 -> helpdesk@mail.example.com local 5.4.6 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
support: helpdesk
helpdesk: alice
`,
    answers: {
      'support@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
