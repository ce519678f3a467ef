import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'aliases/target-only-virtual',
  fact: 'local does not ask virtual_alias_maps for the targets of an alias',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
myorigin = $myhostname
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
jane@mail.example.com jane@example.net
-- /etc/aliases --
postmaster: root
team: alice, jane
`,
    answers: {
      'jane@mail.example.com': '250 -> jane@example.net smtp 2.0.0 sent',
      'team@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent -> jane@mail.example.com local 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
myorigin = $myhostname
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
jane@mail.example.com jane@example.net
-- /etc/aliases --
postmaster: root
team: alice, jane@example.net
`,
    answers: {
      'jane@mail.example.com': '250 -> jane@example.net smtp 2.0.0 sent',
      'team@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent -> jane@example.net smtp 2.0.0 sent',
    },
  },
};
