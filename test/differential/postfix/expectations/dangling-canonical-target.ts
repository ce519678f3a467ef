import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/dangling-canonical-target',
  fact: 'an address that is rewritten to nobody is taken and bounces',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
recipient_canonical_maps = hash:/etc/postfix/canonical
-- /etc/postfix/canonical --
a.miller@mail.example.com alcie@mail.example.com
`,
    answers: {
      'a.miller@mail.example.com': '250 -> alcie@mail.example.com local 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
recipient_canonical_maps = hash:/etc/postfix/canonical
-- /etc/postfix/canonical --
a.miller@mail.example.com alice@mail.example.com
`,
    answers: {
      'a.miller@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
