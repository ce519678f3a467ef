import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import { SILENT } from '../../../core/trail.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { isThere } from '../routing/accounts.ts';
import { nameOfUser } from '../routing/name.ts';

import type { Dovecot } from '../system.ts';
import { rowOf, userFileOf, whySkipped } from '../userFile.ts';
import { expand } from '../variables.ts';

export const unreachableUser: Rule<Dovecot> = {
  id: 'dovecot/unreachable-user',
  severity: 'warning',
  summary: 'No name leads to a line of a file of users',
  source: 'db-passwd-file.c; auth_username_format; asked of Dovecot 2.3.19',
  why: `
Names are made small before they are looked up (\`auth_username_format = %Lu\`, which is built in), and the lines of a passwd-file are
compared letter by letter: a line with a capital letter is found by nobody. Lines of a userdb without uid and gid, and those with an
owner that is root or does not exist, are left out with an error in the log. Mail for such a user gets \`550 5.1.1 User doesn't exist\`.`,
  examples: [
    {
      title: 'Capital letters',
      bad: `
-- /etc/dovecot/dovecot.conf --
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- /etc/dovecot/users --
alice@example.com:{PLAIN}secret:1001:1001::/var/mail/alice
Bob@example.com:{PLAIN}secret:1001:1001::/var/mail/bob
^^^^^^^^^^^^^^^ nobody finds this line, because bob@example.com is looked up
`,
      fixed: `
-- /etc/dovecot/users --
alice@example.com:{PLAIN}secret:1001:1001::/var/mail/alice
bob@example.com:{PLAIN}secret:1001:1001::/var/mail/bob
`,
    },
    {
      title: 'Lines that are left out',
      bad: `
-- /etc/dovecot/dovecot.conf --
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- /etc/dovecot/users --
alice@example.com:{PLAIN}secret
^^^^^^^^^^^^^^^^^ this line is left out, because it has no uid and gid
root@example.com:{PLAIN}secret:0:0::/root
^^^^^^^^^^^^^^^^ this line is left out, because its uid is 0
carol@example.com:{PLAIN}secret:vmial:vmail::/var/mail/carol
^^^^^^^^^^^^^^^^^ this line is left out, because its uid is vmial
dave@example.com:{PLAIN}secret:vmail:1001::/var/mail/dave
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
vmail:x:5000:5000::/var/mail:/bin/sh
`,
    },
    {
      title: 'Letters as they are looked up, and owners that are given elsewhere',
      good: `
-- /etc/dovecot/dovecot.conf --
auth_username_format = %u
mail_uid = 1001
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
-- /etc/dovecot/users --
Bob@example.com:{PLAIN}secret:1001:1001::/var/mail/bob
carol@example.com:{PLAIN}secret:::
`,
    },
    {
      title: 'A file of passwords beside a static userdb',
      good: `
-- /etc/dovecot/dovecot.conf --
passdb {
  driver = passwd-file
  args = scheme=PLAIN /etc/dovecot/users
}
userdb {
  driver = static
  args = uid=1001 gid=1001 home=/var/mail/%u
}
-- /etc/dovecot/users --
alice@example.com:secret
`,
    },
  ],

  *check(system) {
    const told = new Set<string>();
    for (const database of system.userdbs) {
      const file = userFileOf(database, system);
      if (file?.seen?.kind !== 'file' || told.has(file.path)) continue;
      told.add(file.path);
      const table = file.seen.file as TableFile;
      for (let row = 0; row < table.rows.count; row++) {
        const finding = findingOf(table, row, file.usernameFormat, system);
        if (finding) yield finding;
      }
    }
  },
};

function findingOf(table: TableFile, row: number, usernameFormat: string, system: Dovecot): Finding | undefined {
  const key = table.rows.key(row);
  const at = table.rows.keyAt(row);
  const why = whySkipped(table, row, (kind, name) => isThere(system, kind, name));
  if (why !== undefined) return { at, message: `this line is left out, because ${why}` };
  const name = nameOfUser(system, key, SILENT);
  const wanted = name.kind === 'name' ? expand(usernameFormat, name.name) : undefined;
  // Another difference than that of letters is one of all lines, and no fault of this one.
  if (wanted?.kind !== 'text' || wanted.text === key || wanted.text.toLowerCase() !== key.toLowerCase()) return undefined;
  const isFree = rowOf(table, wanted.text, () => false) < 0;
  const fix: Fix = { title: `Change it to "${wanted.text}"`, edits: [replaceWord(at, wanted.text)], safe: true };
  return { at, message: `nobody finds this line, because ${wanted.text} is looked up`, ...(isFree ? { fixes: [fix] } : {}) };
}
