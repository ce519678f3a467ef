import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/empty-table',
  fact: 'an empty table of recipients takes nobody',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/relay_recipients --
# exported by cron
`,
    answers: {
      'dave@example.org': '550 5.1.1 <dave@example.org>: Recipient address rejected: User unknown in relay recipient table',
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
# exported by cron
dave@example.org OK
`,
    answers: {
      'dave@example.org': '250 -> dave@example.org smtp 2.0.0 sent',
    },
  },
};
