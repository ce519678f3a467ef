import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { type Item, itemOf } from '../../../core/sourced.ts';
import { nearName } from '../../../formats/nearName.ts';
import type { Exim } from '../system.ts';

export const undefinedAcl: Rule<Exim> = {
  id: 'exim/undefined-acl',
  severity: 'error',
  summary: 'An ACL is asked that is not there',
  source: 'acl_check_internal() of acl.c, which takes an unknown name for the text of a statement; asked of Exim 4.96',
  why: `
An option such as acl_smtp_rcpt, and the condition \`acl =\`, give the name of an ACL of the section \`begin acl\`. A name that is not there is
read as the text of a statement and is none, so every recipient is put off: \`451 Temporary local problem\`. \`exim -bV\` does not notice.`,
  examples: [
    {
      title: 'The ACL has another name',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
acl_smtp_rcpt = acl_check_rctp
                ^^^^^^^^^^^^^^ there is no ACL acl_check_rctp, so Exim puts off whatever it is asked about
begin acl
acl_check_rcpt:
  accept domains = mail.example.com
begin routers
users:
  driver = accept
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
acl_smtp_rcpt = acl_check_rcpt
begin acl
acl_check_rcpt:
  accept domains = mail.example.com
begin routers
users:
  driver = accept
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'Statements in a file, in the option, and by name',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
acl_smtp_rcpt = acl_check_rcpt
acl_smtp_data = accept
acl_smtp_mail = /etc/exim4/mail.acl
begin acl
acl_check_rcpt:
  accept acl = acl_known
acl_known:
  accept domains = mail.example.com
`,
    },
  ],

  *check(system) {
    const { main, acls, acl } = system.configuration;
    const used: Item[] = [];
    for (const { name, value } of main) if (/^acl_(not_)?smtp/.test(name.text)) used.push(itemOf(value, 0, value.text.length));
    for (const { statements } of acls)
      for (const { conditions } of statements)
        for (const { name, value } of conditions) if (name.text === 'acl') used.push(itemOf(value, 0, /^\S*/.exec(value.text)![0].length));
    for (const { text, at } of used) {
      if (!at || !/^\w+$/.test(text) || VERBS.test(text) || acl(text)) continue;
      const near = nearName(
        text,
        acls.map((it) => it.name.text),
      );
      yield {
        at,
        message: `there is no ACL ${text}, so Exim puts off whatever it is asked about`,
        ...(near !== undefined && { fixes: [{ title: `Change it to ${near}`, edits: [replaceWord(at, near)] }] }),
      };
    }
  },
};

/** A statement of one word. */
const VERBS = /^(accept|defer|deny|discard|drop|require|warn)$/;
