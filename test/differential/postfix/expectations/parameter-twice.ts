import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/parameter-twice',
  fact: 'the second of two lines replaces the first',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.com
mydestination = $myhostname, example.net
`,
    answers: {
      'alice@example.com': '454 4.7.1 <alice@example.com>: Relay access denied',
      'alice@example.net': '250 -> alice@example.net local 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.com, example.net
`,
    answers: {
      'alice@example.com': '250 -> alice@example.com local 2.0.0 sent',
      'alice@example.net': '250 -> alice@example.net local 2.0.0 sent',
    },
  },
};
