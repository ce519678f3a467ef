import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'aliases/unquoted-name',
  fact: 'each word of a name and of a comment is a recipient',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: Alice Tang
spool: bob # disk
staff: :include:/etc/staff
-- /etc/staff --
carol # new
`,
    answers: {
      'postmaster@mail.example.com': '250 -> Alice@mail.example.com local 2.0.0 sent -> Tang@mail.example.com local 5.1.1 bounced',
      'spool@mail.example.com':
        '250 -> #@mail.example.com local 5.1.1 bounced -> bob@mail.example.com local 2.0.0 sent -> disk@mail.example.com local 5.1.1 bounced',
      'staff@mail.example.com':
        '250 -> #@mail.example.com local 5.1.1 bounced -> carol@mail.example.com local 2.0.0 sent -> new@mail.example.com local 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: "Alice Tang" <alice@mail.example.com>
# disk
spool: bob
staff: :include:/etc/staff
-- /etc/staff --
# new
carol
`,
    answers: {
      'postmaster@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'spool@mail.example.com': '250 -> bob@mail.example.com local 2.0.0 sent',
      'staff@mail.example.com': '250 -> carol@mail.example.com local 2.0.0 sent',
    },
  },
};
