import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { STRANGER } from '../../../core/trace.ts';
import { nearName } from '../../../formats/nearName.ts';
import { explain } from '../routing/index.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { tableRefOf } from '../tableRef.ts';
import { restrictionNames } from '../vocabulary/restrictions.ts';
import { type Restriction, restrictionsIn } from './shared/restrictions.ts';

export const unknownRestriction: Rule<Postfix> = {
  id: 'postfix/unknown-restriction',
  severity: 'error',
  summary: 'A list of restrictions holds a word that smtpd does not know',
  source: 'smtpd_check.c, generic_checks(): "unknown smtpd restriction"; asked of Postfix 3.7: 451 4.3.5 Server configuration error',
  why: `
smtpd reads a list of restrictions word by word. When it comes to a word that is neither a restriction nor one of
smtpd_restriction_classes, or to a check without its table, it logs a warning and answers
\`451 4.3.5 Server configuration error\`: senders try for days. Clients that the list lets through before never come to it,
so tests from inside succeed. It is an error where the files show that a stranger comes to the word.`,
  examples: [
    {
      title: 'A letter too few',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destnation
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ smtpd knows no restriction reject_unauth_destnation, so whoever comes to it gets 451 4.3.5 Server configuration error
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination
`,
    },
    {
      title: 'A check without its table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_recipient_restrictions = check_recipient_access, permit_mynetworks
                               ^^^^^^^^^^^^^^^^^^^^^^ check_recipient_access has no table behind it, so whoever comes to it gets 451 4.3.5 Server configuration error
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'A policy without its server',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination, check_policy_service
                                                                             ^^^^^^^^^^^^^^^^^^^^ check_policy_service has nothing behind it, so whoever comes to it gets 451 4.3.5 Server configuration error
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'In a class of its own that nobody comes to, and for submission only',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_restriction_classes = greylist
greylist = chek_policy_service inet:127.0.0.1:10023
           ^^^^^^^^^^^^^^^^^^^ smtpd knows no restriction chek_policy_service, so whoever comes to it gets 451 4.3.5 Server configuration error
-- master.cf --
smtp       inet n       -       y       -       -       smtpd
submission inet n       -       y       -       -       smtpd
  -o smtpd_client_restrictions=permit_sasl_authentcated,reject
                               ^^^^^^^^^^^^^^^^^^^^^^^^ smtpd knows no restriction permit_sasl_authentcated, so whoever comes to it gets 451 4.3.5 Server configuration error
`,
    },
    {
      title: 'Restrictions, a class, a variable, arguments and capital letters',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_restriction_classes = greylist
greylist = check_policy_service inet:127.0.0.1:10023
mua_restrictions = permit_sasl_authenticated, REJECT
smtpd_client_restrictions = permit_mynetworks, sleep 1, reject_rbl_client zen.example.org=127.0.0.2
smtpd_recipient_restrictions = warn_if_reject reject_unknown_sender_domain,
  check_recipient_access inline:{list.example.com=greylist}, reject_unauth_destination
-- master.cf --
smtp       inet n       -       y       -       -       smtpd
submission inet n       -       y       -       -       smtpd
  -o smtpd_recipient_restrictions=$mua_restrictions
`,
    },
  ],

  *check(system) {
    if (isTemplate(system.mainCf.text)) return;
    const classes = system.parameters.words('smtpd_restriction_classes').map((it) => it.text.toLowerCase());
    const known = new Set([...restrictionNames, ...classes]);
    let reached: readonly string[] | undefined;
    for (const restriction of restrictionsIn(system)) {
      const { name, word, at } = restriction;
      // Comments and quotes have rules of their own.
      if (/^[#"]/.test(name)) continue;
      const fault = known.has(name) ? withoutArgument(restriction) : `smtpd knows no restriction ${word}`;
      if (fault === undefined) continue;
      reached ??= deferringWords(system);
      const near = known.has(name) ? undefined : nearName(name, known);
      yield {
        at,
        message: `${fault}, so whoever comes to it gets 451 4.3.5 Server configuration error`,
        severity: reached.includes(word) ? 'error' : 'warning',
        fixes: near === undefined ? [] : [{ title: `Change it to ${near}`, edits: [replaceWord(at, near)] }],
      };
    }
  },
};

function withoutArgument({ name, word, argument }: Restriction): string | undefined {
  if (/^(check_policy_service|sleep)$/.test(name)) return argument === undefined ? `${word} has nothing behind it` : undefined;
  const isTable = argument !== undefined && (tableRefOf(argument) !== undefined || argument.text.startsWith('{'));
  return /^check_.*_access$/.test(name) && !isTable ? `${word} has no table behind it` : undefined;
}

/** Words at which smtpd gives up on a stranger who writes to a domain of this host. */
function deferringWords(system: Postfix): readonly string[] {
  const domain = system.claims.find((it) => !it.domain.startsWith('.'))?.domain;
  if (domain === undefined) return [];
  const { rcpt, steps } = explain(system, `nobody@${domain}`, STRANGER);
  return rcpt.verdict === 'deferred' ? steps.filter((it) => it.verdict === 'deferred').map((it) => it.stage) : [];
}
