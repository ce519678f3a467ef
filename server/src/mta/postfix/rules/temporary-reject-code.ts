import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';

export const temporaryRejectCode: Rule<Postfix> = {
  id: 'postfix/temporary-reject-code',
  severity: 'info',
  summary: 'An unknown user is refused with a temporary code',
  source: 'postconf(5), unknown_local_recipient_reject_code and soft_bounce; asked of Postfix 3.7: 450 4.1.1',
  why: `
A code that begins with 4 says that the address may exist later: the sender's server tries for days, and its user learns of
the mistake when it gives up. That is right while a server is moved, and easily left over: soft_bounce makes every refusal a
temporary one, also those of this host's own deliveries, which then stay in the queue.`,
  examples: [
    {
      title: 'Left over from a move',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
unknown_local_recipient_reject_code = 450
                                      ^^^ unknown users are refused with 450, so senders try for days before they learn of it
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
unknown_local_recipient_reject_code = 550
`,
    },
    {
      title: 'All refusals',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
soft_bounce = yes
              ^^^ every refusal is made a temporary one, so senders try for days before they learn of an unknown user
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
soft_bounce = no
`,
    },
    {
      title: 'Codes that say so at once',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
soft_bounce = no
unknown_local_recipient_reject_code = 550
unverified_recipient_reject_code = 450
`,
    },
  ],

  *check({ smtpd }) {
    for (const name of CODES) {
      const at = smtpd.assignment(name)?.valueAt;
      const code = smtpd.text(name);
      if (!at || !/^4\d\d$/.test(code)) continue;
      const message = `unknown users are refused with ${code}, so senders try for days before they learn of it`;
      yield { at, message, fixes: [{ title: 'Change it to 550', edits: [replaceWord(at, '550')] }] };
    }
    const at = smtpd.assignment('soft_bounce')?.valueAt;
    if (!at || !smtpd.isYes('soft_bounce')) return;
    const message = 'every refusal is made a temporary one, so senders try for days before they learn of an unknown user';
    yield { at, message, fixes: [{ title: 'Change it to no', edits: [replaceWord(at, 'no')] }] };
  },
};

const CODES = [
  'unknown_local_recipient_reject_code',
  'unknown_relay_recipient_reject_code',
  'unknown_virtual_alias_reject_code',
  'unknown_virtual_mailbox_reject_code',
];
