import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'aliases/dangling-target',
  fact: 'a bare name is completed by myorigin, also where that is a hosted domain in which it is nobody',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
myorigin = example.org
mydestination = $myhostname, localhost
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
root@example.org root@localhost
-- /etc/aliases --
postmaster: root
webmaster: alice
`,
    answers: {
      'webmaster@mail.example.com': '250 -> alice@example.org error 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
myorigin = example.org
mydestination = $myhostname, localhost
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
root@example.org root@localhost
-- /etc/aliases --
postmaster: root
webmaster: alice@localhost
`,
    answers: {
      'webmaster@mail.example.com': '250 -> alice@localhost local 2.0.0 sent',
    },
  },
};
