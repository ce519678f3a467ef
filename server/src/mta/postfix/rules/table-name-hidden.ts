import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';

export const tableNameHidden: Rule<Postfix> = {
  id: 'postfix/table-name-hidden',
  severity: 'hint',
  summary: 'Replies to unknown users do not name the table that was asked',
  source: 'postconf(5), show_user_unknown_table_name; asked of Postfix 3.7: 550 5.1.1 User unknown, and no more',
  why: `
\`User unknown in virtual mailbox table\` tells which class a domain is in, and so where to look for the missing entry. With
\`show_user_unknown_table_name = no\` replies, bounces and the log say \`User unknown\` alone. Explain Recipient names the
table all the same.`,
  examples: [
    {
      title: 'Switched off',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
show_user_unknown_table_name = no
                               ^^ replies say "User unknown" alone, so neither bounces nor the log tell which table was asked
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
show_user_unknown_table_name = yes
`,
    },
    {
      title: 'As it is built in',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
`,
    },
  ],

  *check({ smtpd }) {
    const name = 'show_user_unknown_table_name';
    const at = smtpd.assignment(name)?.valueAt;
    if (!at || !/^no$/i.test(smtpd.text(name))) return;
    const message = 'replies say "User unknown" alone, so neither bounces nor the log tell which table was asked';
    yield { at, message, fixes: [{ title: 'Change it to yes', edits: [replaceWord(at, 'yes')] }] };
  },
};
