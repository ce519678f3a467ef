import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { type LegacyRestriction, legacyRestrictions, release } from '../vocabulary/index.ts';
import { hasReached } from '../vocabulary/versions.ts';
import { type Restriction, restrictionsIn } from './shared/restrictions.ts';

export const deprecatedRestriction: Rule<Postfix> = {
  id: 'postfix/deprecated-restriction',
  severity: 'warning',
  summary: 'A restriction has an old name, or is one that Postfix drops',
  source: 'DEPRECATION_README; postconf(5), the names before Postfix 2.1 and 2.3; asked of Postfix 3.7, which still takes them all',
  why: `
Some restrictions were renamed long ago: the old names still work and are a hint. Others do too much, such as
permit_mx_backup, which makes this host a backup for whoever names it in an MX record and knows no recipients, so unknown users bounce
later. Postfix 3.9 has dropped some of them: set postmaster.target.postfixVersion to the release that you upgrade to, and
what is gone there becomes a warning.`,
  examples: [
    {
      title: 'Names from before Postfix 2.3',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_helo_restrictions = permit_mynetworks, reject_invalid_hostname
                                             ^^^^^^^^^^^^^^^^^^^^^^^ reject_invalid_hostname has been called reject_invalid_helo_hostname since Postfix 2.3
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_helo_restrictions = permit_mynetworks, reject_invalid_helo_hostname
`,
    },
    {
      title: 'Restrictions of which smtpd warns',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_relay_restrictions = permit_mynetworks, check_relay_domains
                                              ^^^^^^^^^^^^^^^^^^^ Postfix has warned of check_relay_domains since 2.2 and drops it in 3.9
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
`,
    },
    {
      title: 'Names of today, and permit_mx_backup where it is not deprecated yet',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_helo_restrictions = permit_mynetworks, reject_invalid_helo_hostname
smtpd_relay_restrictions = permit_mynetworks, permit_mx_backup, reject_unauth_destination
`,
    },
  ],

  *check(system) {
    const target = system.target ?? release;
    for (const restriction of restrictionsIn(system)) {
      const legacy = legacyRestrictions.get(restriction.name);
      if (legacy) yield* finding(restriction, legacy, target);
    }
  },
};

function* finding({ word, name, at }: Restriction, legacy: LegacyRestriction, target: string): Generator<Finding> {
  const { now, renamed, warned, gone } = legacy;
  const fixes =
    renamed !== undefined || name === 'check_relay_domains'
      ? [{ title: `Change it to ${now}`, edits: [replaceWord(at, now)], safe: renamed !== undefined }]
      : [];
  if (renamed !== undefined) {
    if (!hasReached(target, renamed)) return;
    yield { at, message: `${word} has been called ${now} since Postfix ${renamed}`, severity: 'hint', fixes };
  } else if (gone !== undefined && hasReached(target, gone)) {
    yield { at, message: `Postfix ${target} does not know ${word}, which ${gone} dropped: ${now} comes nearest`, fixes };
  } else if (warned !== undefined && hasReached(target, warned)) {
    const end = gone === undefined ? 'means to drop it' : `drops it in ${gone}`;
    yield { at, message: `Postfix has warned of ${word} since ${warned} and ${end}`, severity: 'info', fixes };
  }
}
