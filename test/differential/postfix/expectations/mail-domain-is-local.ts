import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/mail-domain-is-local',
  fact: 'a host that is named like the mail domain refuses its users',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = example.org
relayhost = [smtp.example.net]
-- /etc/aliases --
postmaster: root
`,
    users: ['www-data:x:33:33::/var/www:/usr/sbin/nologin'],
    answers: {
      'boss@example.org': '550 5.1.1 <boss@example.org>: Recipient address rejected: User unknown in local recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = example.org
mydestination = localhost
relayhost = [smtp.example.net]
mynetworks = 203.0.113.0/24
-- /etc/aliases --
postmaster: root
`,
    users: ['www-data:x:33:33::/var/www:/usr/sbin/nologin'],
    answers: {
      'boss@example.org': '250 -> boss@example.org smtp 2.0.0 sent',
    },
  },
};
