import type { Rule } from '../../../core/rule.ts';
import { allowsAll } from '../routing/userdb.ts';
import type { Dovecot } from '../system.ts';

export const allowAllUsers: Rule<Dovecot> = {
  id: 'dovecot/allow-all-users',
  severity: 'info',
  summary: 'Every name is a user, so no recipient is refused',
  source: 'userdb-static.c, static_lookup(); asked of Dovecot 2.3.19',
  why: `
A static userdb asks the passdbs whether somebody is a user. With \`allow_all_users=yes\` it does not: mail for any name gets a mailbox,
that of a mistyped one too, and nobody is told \`550 5.1.1 User doesn't exist\`. Without harm where the server in front
knows all recipients.`,
  examples: [
    {
      title: 'A static userdb that asks nobody',
      bad: `
-- /etc/dovecot/dovecot.conf --
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = static
  args = uid=vmail gid=vmail home=/var/vmail/%d/%n allow_all_users=yes
                                                   ^^^^^^^^^^^^^^^^^^^ every name is a user here, so no recipient is refused
}
-- /etc/dovecot/users --
alice@example.com:{PLAIN}secret
-- /etc/passwd --
vmail:x:5000:5000::/var/vmail:/usr/sbin/nologin
`,
    },
    {
      title: 'The passdb knows who is there',
      good: `
-- /etc/dovecot/dovecot.conf --
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = static
  args = uid=vmail gid=vmail home=/var/vmail/%d/%n
}
-- /etc/dovecot/users --
alice@example.com:{PLAIN}secret
-- /etc/passwd --
vmail:x:5000:5000::/var/vmail:/usr/sbin/nologin
`,
    },
  ],

  *check(system) {
    for (const database of system.userdbs) {
      if (!allowsAll(database)) continue;
      const { file, start, end } = database.argsAt;
      const text = system.textOf(file).slice(start, end);
      const word = /\ballow_all_users(=\S+)?/.exec(text);
      const at = word ? { file, start: start + word.index, end: start + word.index + word[0].length } : database.argsAt;
      yield { at, message: 'every name is a user here, so no recipient is refused' };
    }
  },
};
