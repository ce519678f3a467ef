import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'aliases/dangling-target',
  fact: 'an alias to nobody is accepted and bounces after the queue',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
webmaster: jnae, alice
`,
    answers: {
      'webmaster@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent -> jnae@mail.example.com local 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
webmaster: jane, alice
`,
    users: ['alice', 'jane'],
    answers: {
      'webmaster@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent -> jane@mail.example.com local 2.0.0 sent',
    },
  },
};
