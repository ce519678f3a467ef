import type { Expectation } from '../expectation.ts';

export const expectation: Expectation = {
  rule: 'postfix/stale-table',
  fact: 'an entry that was added after the last postmap is unknown, one that was removed is still used',
  before: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
old@example.org alice@mail.example.com
`,
    changedSince: { '/etc/postfix/virtual': 'new@example.org alice@mail.example.com\n' },
    answers: {
      'new@example.org': '550 5.1.1 <new@example.org>: Recipient address rejected: User unknown in virtual alias table',
      'old@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
    },
  },
  after: {
    site: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
new@example.org alice@mail.example.com
`,
    answers: {
      'new@example.org': '250 -> alice@mail.example.com local 2.0.0 sent',
      'old@example.org': '550 5.1.1 <old@example.org>: Recipient address rejected: User unknown in virtual alias table',
    },
  },
};
