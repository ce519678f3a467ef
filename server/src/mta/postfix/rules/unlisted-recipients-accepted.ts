import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { Parameters } from '../parameters.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';

export const unlistedRecipientsAccepted: Rule<Postfix> = {
  id: 'postfix/unlisted-recipients-accepted',
  severity: 'warning',
  summary: 'Nobody asks whether a recipient exists',
  source: 'postconf(5), smtpd_reject_unlisted_recipient; asked of Postfix 3.7: 250, and later a bounce with 5.1.1',
  why: `
With \`smtpd_reject_unlisted_recipient = no\` and no reject_unlisted_recipient in the restrictions, every name is accepted
and bounces later. Senders of spam are forged, so the bounces go to people who wrote nothing, and this host comes on
block lists. On a port for one's own users it is a choice: they get a bounce instead of an answer at once, which is a
hint. Ways back from a content filter are left alone.`,
  examples: [
    {
      title: 'For the whole world',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_reject_unlisted_recipient = no
                                  ^^ smtpd does not ask whether a recipient exists, so mail for unknown users is accepted and bounces later
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_reject_unlisted_recipient = yes
`,
    },
    {
      title: 'For the users of this host',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- master.cf --
smtp       inet n       -       y       -       -       smtpd
submission inet n       -       y       -       -       smtpd
  -o smtpd_reject_unlisted_recipient=no
                                     ^^ the service submission does not ask whether a recipient exists, so its users get a bounce instead of an answer
`,
    },
    {
      title: 'Asked in the restrictions instead, and not asked on the way back from a filter',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = permit_mynetworks, reject_unlisted_recipient
-- master.cf --
smtp            inet n  -       y       -       -       smtpd
127.0.0.1:10025 inet n  -       y       -       -       smtpd
  -o smtpd_reject_unlisted_recipient=no
  -o smtpd_recipient_restrictions=permit_mynetworks,reject
`,
    },
  ],

  *check({ mainCf, masterCf, parameters, smtpd, service }) {
    if (isTemplate(mainCf.text)) return;
    const consequence = 'mail for unknown users is accepted and bounces later';
    yield* ofView(smtpd, 'smtpd', consequence, 'warning');
    const own = service('smtp', 'inet');
    for (const it of masterCf?.services ?? []) {
      if (it === own || it.type.text !== 'inet' || !/^(.*:)?(submissions?|smtps|587|465)$/.test(it.name.text)) continue;
      if (!it.overrides.some(({ name }) => name.text === SWITCH)) continue;
      const subject = `the service ${it.name.text}`;
      yield* ofView(parameters.of(it), subject, 'its users get a bounce instead of an answer', 'hint');
    }
  },
};

const SWITCH = 'smtpd_reject_unlisted_recipient';

function* ofView(view: Parameters, subject: string, consequence: string, severity: 'warning' | 'hint'): Generator<Finding> {
  const at = view.assignment(SWITCH)?.valueAt;
  if (!at || !/^no$/i.test(view.text(SWITCH))) return;
  const words = ['smtpd_recipient_restrictions', 'smtpd_relay_restrictions'].flatMap((it) => view.words(it));
  if (words.some((it) => /^(reject_unlisted_recipient|check_recipient_maps|reject_unverified_recipient)$/i.test(it.text))) return;
  const message = `${subject} does not ask whether a recipient exists, so ${consequence}`;
  yield { at, message, severity, fixes: [{ title: 'Change it to yes', edits: [replaceWord(at, 'yes')] }] };
}
