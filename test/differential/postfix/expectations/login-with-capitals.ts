import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/login-with-capitals',
  fact: 'a login with a capital letter is found by no spelling',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
Jane:x:1001:1001::/home/jane:/bin/bash
`,
    answers: {
      'jane@mail.example.com': '550 5.1.1 <jane@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
      'Jane@mail.example.com': '550 5.1.1 <Jane@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
-- /etc/passwd --
root:x:0:0:root:/root:/bin/bash
jane:x:1001:1001::/home/jane:/bin/bash
`,
    answers: {
      'jane@mail.example.com': '250 -> jane@mail.example.com local 2.0.0 sent',
      'Jane@mail.example.com': '250 -> Jane@mail.example.com local 2.0.0 sent',
    },
  },
};
