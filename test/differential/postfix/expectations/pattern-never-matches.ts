import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/pattern-never-matches',
  fact: 'a pattern without the domain, one escaped twice and one with capitals match no address',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = regexp:/etc/postfix/virtual.regexp
-- /etc/postfix/virtual.regexp --
/^help-[0-9]+$/ alice
/^sales@example\\\\.net$/ alice
/^Info@example\\.net$/i alice
`,
    answers: {
      'help-1@example.net': '550 5.1.1 <help-1@example.net>: Recipient address rejected: User unknown in virtual alias table',
      'sales@example.net': '550 5.1.1 <sales@example.net>: Recipient address rejected: User unknown in virtual alias table',
      'info@example.net': '550 5.1.1 <info@example.net>: Recipient address rejected: User unknown in virtual alias table',
      'Info@example.net': '550 5.1.1 <Info@example.net>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = regexp:/etc/postfix/virtual.regexp
-- /etc/postfix/virtual.regexp --
/^help-[0-9]+@example\\.net$/ alice
/^sales@example\\.net$/ alice
/^Info@example\\.net$/ alice
`,
    answers: {
      'help-1@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'sales@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'Info@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
};
