import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/table-never-named',
  fact: 'a table that dropped out of a list is asked for nobody',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net, example.org
virtual_alias_maps = hash:/etc/postfix/virtual-net
-- /etc/postfix/virtual-net --
info@example.net alice
-- /etc/postfix/virtual-org --
info@example.org bob
`,
    answers: {
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'info@example.org': '550 5.1.1 <info@example.org>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net, example.org
virtual_alias_maps = hash:/etc/postfix/virtual-net, hash:/etc/postfix/virtual-org
-- /etc/postfix/virtual-net --
info@example.net alice
-- /etc/postfix/virtual-org --
info@example.org bob
`,
    answers: {
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'info@example.org': '250 -> bob@mail.example.com local 2.0.0 sent',
    },
  },
};
