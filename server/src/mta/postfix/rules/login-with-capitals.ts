import type { Rule } from '../../../core/rule.ts';
import { isPerson } from '../../../formats/passwd.ts';
import type { Postfix } from '../system.ts';
import { localDomain } from './shared/localDomain.ts';
import { isRefusedAsUnknown } from './shared/refused.ts';
import { usersOf } from './shared/users.ts';

export const loginWithCapitals: Rule<Postfix> = {
  id: 'postfix/login-with-capitals',
  severity: 'warning',
  summary: 'A login has a capital letter, and Postfix asks for names in lower case',
  source: 'local(8), "case folding"; asked of Postfix 3.7: 550 5.1.1 for every spelling of the name',
  why: `
smtpd and local(8) look users up in lower case, and the system tells names by their case: a user Jane is found by no address at all,
\`550 5.1.1 User unknown in local recipient table\`. An alias in lower case does not help either, as its target is folded too. Rename the
login, or take the mail elsewhere with an alias.`,
  examples: [
    {
      title: 'A login as the name is written',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
Jane:x:1000:1000::/home/jane:/bin/sh
^^^^ Postfix asks for jane, which is another user than Jane, so mail for Jane is refused
`,
    },
    {
      title: 'Lower case, an alias that leads elsewhere, and the account of a program',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: root
peter: peter@example.org
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
Debian-exim:x:110:110::/var/spool/exim4:/usr/sbin/nologin
jane:x:1000:1000::/home/jane:/bin/sh
Peter:x:1001:1001::/home/peter:/bin/sh
`,
    },
  ],

  *check(system) {
    const users = usersOf(system);
    const domain = localDomain(system);
    if (!users || domain === undefined) return;
    for (let row = 0; row < users.rows.count; row++) {
      const name = users.rows.key(row);
      const asked = name.toLowerCase();
      if (name === asked || !isPerson(users, row) || !isRefusedAsUnknown(system, { local: asked, domain })) continue;
      yield {
        at: users.rows.keyAt(row),
        message: `Postfix asks for ${asked}, which is another user than ${name}, so mail for ${name} is refused`,
      };
    }
  },
};
