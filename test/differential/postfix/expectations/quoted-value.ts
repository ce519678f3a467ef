import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/quoted-value',
  fact: 'a table in quotes cannot be opened, and a domain in quotes is no domain of this host',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, "example.org"
alias_maps = "hash:/etc/aliases"
`,
    answers: {
      'alice@mail.example.com': '451 4.3.0 <alice@mail.example.com>: Temporary lookup failure',
      'alice@example.org': '454 4.7.1 <alice@example.org>: Relay access denied',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.org
alias_maps = hash:/etc/aliases
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'alice@example.org': '250 -> alice@example.org local 2.0.0 sent',
    },
  },
};
