import type { Rule } from '../../../core/rule.ts';
import { passwd } from '../../../formats/passwd.ts';
import { type Dovecot, nameOf } from '../system.ts';
import { userFileOf } from '../userFile.ts';

export const missingUsersFile: Rule<Dovecot> = {
  id: 'dovecot/missing-users-file',
  severity: 'warning',
  summary: 'A file of users does not exist',
  source: 'db-passwd-file.c; asked of Dovecot 2.3.19',
  why: `
Without the file a userdb finds nobody: the first recipient after a start gets \`550 5.1.1 User doesn't exist\`, all others
\`451 4.3.0 Temporary internal error\`, and mail waits. A file whose name has variables, such as \`/etc/dovecot/%d/users\`, may be absent:
then that domain has no users.`,
  examples: [
    {
      title: 'A file that nobody made',
      bad: `
-- /etc/dovecot/dovecot.conf --
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = passwd-file
  args = username_format=%u /etc/dovecot/user
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ there is no /etc/dovecot/user, so userdb passwd-file finds nobody and mail waits
}
-- /etc/dovecot/users --
alice@example.com:{PLAIN}secret:1001:1001::/var/mail/alice
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'A file that is there, and one for each domain',
      good: `
-- /etc/dovecot/dovecot.conf --
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = username_format=%n /etc/dovecot/%d/users
}
-- /etc/dovecot/users --
alice@example.com:{PLAIN}secret:1001:1001::/var/mail/alice
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
  ],

  *check(system) {
    // A configuration without its machine lacks many files.
    const isWhole = system.mention({ path: '/etc/passwd', format: passwd }).kind === 'file';
    for (const database of system.userdbs) {
      const file = userFileOf(database, system);
      if (file?.seen?.kind !== 'absent' || file.seen.expected === undefined) continue;
      yield {
        at: database.argsAt,
        message: `there is no ${file.path}, so ${nameOf(database)} finds nobody and mail waits`,
        ...(isWhole ? {} : { severity: 'info' as const }),
      };
    }
  },
};
