import type { Rule } from '../../../core/rule.ts';
import { entryAt, tableFilesOf } from '../redirections.ts';
import type { Postfix } from '../system.ts';
import { nobodyBehind } from './reach.ts';
import { suggestionsFor } from './shared/suggestions.ts';

export const danglingCanonicalTarget: Rule<Postfix> = {
  id: 'postfix/dangling-canonical-target',
  severity: 'warning',
  summary: 'An address is rewritten to one that nobody has',
  source: 'canonical(5); smtpd takes whatever has an entry there; asked of Postfix 3.7: 250, then 5.1.1 for the new address',
  why: `
cleanup(8) rewrites recipients with canonical_maps and recipient_canonical_maps, and smtpd takes every address that has an entry there. Where
the new address does not exist, the mail bounces with \`5.1.1\` and names an address that nobody wrote to. Rules that are meant for senders belong
into sender_canonical_maps.`,
  examples: [
    {
      title: 'A misspelled user',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
recipient_canonical_maps = hash:/etc/postfix/canonical
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
jane:x:1000:1000::/home/jane:/bin/sh
-- /etc/aliases --
postmaster: root
-- /etc/postfix/canonical --
j.miller@example.com jnae@example.com
                     ^^^^^^^^^^^^^^^^ no user or alias "jnae" here, so mail for j.miller@example.com bounces with 5.1.1
`,
      fixed: `
j.miller@example.com jane@example.com
`,
    },
    {
      title: 'A user, another host, and the form that senders get',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = example.com
recipient_canonical_maps = hash:/etc/postfix/canonical
sender_canonical_maps = hash:/etc/postfix/senders
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
jane:x:1000:1000::/home/jane:/bin/sh
-- /etc/aliases --
postmaster: root
-- /etc/postfix/canonical --
j.miller@example.com jane@example.com
boss@example.com boss@example.net
-- /etc/postfix/senders --
jane@example.com j.miller@example.com
`,
    },
  ],

  *check(system) {
    const suggest = suggestionsFor(system);
    for (const file of ['recipient_canonical_maps', 'canonical_maps'].flatMap((it) => tableFilesOf(system, it))) {
      for (let row = 0; row < file.rows.count; row++) {
        const { key, targets } = entryAt(file, row);
        const [target] = targets;
        if (targets.length !== 1 || target?.kind !== 'address' || target.text.startsWith('@') || file.rows.find(key) !== row) continue;
        const nobody = nobodyBehind(system, target.text);
        if (nobody)
          yield { at: target.at, message: `${nobody.because}, so mail for ${key} bounces with 5.1.1`, fixes: suggest({ target, nobody }) };
      }
    }
  },
};
