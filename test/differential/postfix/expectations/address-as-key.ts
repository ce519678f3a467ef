import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'aliases/address-as-key',
  fact: 'postalias leaves out an entry whose name has an @',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
info@mail.example.com: alice
`,
    answers: {
      'info@mail.example.com': '550 5.1.1 <info@mail.example.com>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
info: alice
`,
    answers: {
      'info@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
