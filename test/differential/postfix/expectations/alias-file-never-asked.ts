import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/alias-file-never-asked',
  fact: 'aliases of a file that only alias_database names are unknown',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
alias_database = hash:/etc/aliases, hash:/etc/aliases-lists
-- /etc/aliases --
postmaster: alice
-- /etc/aliases-lists --
crew: alice, bob
`,
    answers: {
      'crew@mail.example.com': '550 5.1.1 <crew@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases, hash:/etc/aliases-lists
alias_database = hash:/etc/aliases, hash:/etc/aliases-lists
-- /etc/aliases --
postmaster: alice
-- /etc/aliases-lists --
crew: alice, bob
`,
    answers: {
      'crew@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent -> bob@mail.example.com local 2.0.0 sent',
    },
  },
};
