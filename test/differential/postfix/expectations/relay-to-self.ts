import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/relay-to-self',
  fact: 'what is sent on to this host itself loops back',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.org
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/transport --
example.org smtp:[mail.example.com]
`,
    answers: {
      'bob@example.org': '250 -> bob@example.org smtp 5.4.6 bounced',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.org
transport_maps = hash:/etc/postfix/transport
-- /etc/postfix/transport --
example.org smtp:[store.example.com]
`,
    answers: {
      'bob@example.org': '250 -> bob@example.org smtp 2.0.0 sent',
    },
  },
};
