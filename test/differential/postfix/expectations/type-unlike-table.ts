import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/type-unlike-table',
  fact: 'a hash: table of patterns and a regexp: table of keys match nothing',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual.pcre, regexp:/etc/postfix/virtual
-- /etc/postfix/virtual.pcre --
/^help-[0-9]+@example\\.net$/ alice
-- /etc/postfix/virtual --
info@example.net alice
`,
    answers: {
      'help-1@example.net': '550 5.1.1 <help-1@example.net>: Recipient address rejected: User unknown in virtual alias table',
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
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre, hash:/etc/postfix/virtual
-- /etc/postfix/virtual.pcre --
/^help-[0-9]+@example\\.net$/ alice
-- /etc/postfix/virtual --
info@example.net alice
`,
    answers: {
      'help-1@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
