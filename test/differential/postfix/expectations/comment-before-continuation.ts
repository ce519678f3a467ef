import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/comment-before-continuation',
  fact: 'an indented line below a comment belongs to the entry above it',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
#virtual_alias_maps =
  hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net alice
`,
    answers: {
      'info@example.net': '550 5.1.1 <info@example.net>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps =
  hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net alice
`,
    answers: {
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
