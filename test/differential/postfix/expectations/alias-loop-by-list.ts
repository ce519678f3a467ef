import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'aliases/alias-loop',
  fact: 'a list that leads back to its alias: the message bounces, or it is gone without a word',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: root
crew: :include:/etc/crew
all: :include:/etc/all
both: all
-- /etc/crew --
alice
crew
-- /etc/all --
both
`,
    answers: {
      'crew@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent -> crew@mail.example.com local 5.4.6 bounced',
      'all@mail.example.com': '250',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: root
crew: :include:/etc/crew
all: :include:/etc/all
both: bob
-- /etc/crew --
alice
-- /etc/all --
both
`,
    answers: {
      'crew@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'all@mail.example.com': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
};
