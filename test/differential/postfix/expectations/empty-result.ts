import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/empty-result',
  fact: 'a pattern without a result puts off whoever it matches',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = pcre:/etc/postfix/users
-- /etc/postfix/users --
/^alice@/
/^bob@/ OK
`,
    answers: {
      'alice@mail.example.com': '451 4.3.5 Server configuration error',
      'bob@mail.example.com': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = pcre:/etc/postfix/users
-- /etc/postfix/users --
/^alice@/ OK
/^bob@/ OK
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'bob@mail.example.com': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
};
