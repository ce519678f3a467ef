import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/unknown-restriction',
  fact: 'smtpd gives up on a recipient when it comes to a restriction that it does not know',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destnation
`,
    answers: {
      'alice@mail.example.com': '451 4.3.5 Server configuration error',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
