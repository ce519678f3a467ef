import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/address-mappings-off',
  fact: 'without a content filter nobody follows virtual aliases',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net alice
-- /etc/postfix/master.cf --
smtp      inet  n       -       y       -       -       smtpd
  -o receive_override_options=no_address_mappings
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'info@example.net': '250 -> info@example.net error 5.1.1 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net alice
-- /etc/postfix/master.cf --
smtp      inet  n       -       y       -       -       smtpd
`,
    answers: {
      'alice@mail.example.com': '250 -> alice@mail.example.com local 2.0.0 sent',
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
