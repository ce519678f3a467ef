import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/dangling-pattern-target',
  fact: 'whatever a pattern matches is taken, and bounces where its target is nobody',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
-- /etc/postfix/virtual.pcre --
/^help-[0-9]+@example\\.net$/ alcie@mail.example.com
`,
    answers: {
      'help-1@example.net': '250 -> alcie@mail.example.com local 5.1.1 bounced',
      'help@example.net': '550 5.1.1 <help@example.net>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
virtual_alias_domains = example.net
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
-- /etc/postfix/virtual.pcre --
/^help-[0-9]+@example\\.net$/ alice@mail.example.com
`,
    answers: {
      'help-1@example.net': '250 -> alice@mail.example.com local 2.0.0 sent',
      'help@example.net': '550 5.1.1 <help@example.net>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
};
