import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/key-without-value',
  fact: 'postmap leaves out a line without a value',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/recipients
-- /etc/postfix/recipients --
info@example.org
other@example.org x
`,
    answers: {
      'info@example.org': '550 5.1.1 <info@example.org>: Recipient address rejected: User unknown in relay recipient table',
      'other@example.org': '250 -> other@example.org smtp 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.org
relay_recipient_maps = hash:/etc/postfix/recipients
-- /etc/postfix/recipients --
info@example.org x
other@example.org x
`,
    answers: {
      'info@example.org': '250 -> info@example.org smtp 2.0.0 sent',
      'other@example.org': '250 -> other@example.org smtp 2.0.0 sent',
    },
  },
};
