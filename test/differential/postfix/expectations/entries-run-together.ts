import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/entries-run-together',
  fact: 'the second of two entries on one line is unknown',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/relay_recipients --
dave@example.org OKerin@example.org OK
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
      'erin@example.org': '550 5.1.1 <erin@example.org>: Recipient address rejected: User unknown in relay recipient table',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/relay_recipients --
dave@example.org OK
erin@example.org OK
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
      'erin@example.org': '250 -> erin@example.org smtp 2.0.0 sent',
    },
  },
};
