import { replaceWord } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { strangers } from '../strangers.ts';
import type { Exim } from '../system.ts';
import { release } from '../vocabulary/index.ts';

export const unknownOption: Rule<Exim> = {
  id: 'exim/unknown-option',
  severity: 'error',
  summary: 'An option that Exim does not know',
  source: 'readconf_handle_option() of readconf.c, "option ... unknown"; asked of Exim 4.96',
  why: `
Exim does not run with an option that it does not know, be it misspelled or one of another driver: \`option "..." unknown\`. Each driver
has options of its own beside those of all routers or all transports. A build may lack some of them.`,
  examples: [
    {
      title: 'A misspelled name',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostnam = mail.example.com
^^^^^^^^^^^^^^^ Exim has no main option primary_hostnam, so it does not run
`,
      fixed: `
primary_hostname = mail.example.com
`,
    },
    {
      title: 'An option of another driver',
      bad: `
-- /etc/exim4/exim4.conf --
begin routers
users:
  driver = accept
  check_local_user
  allow_fail
  ^^^^^^^^^^ Exim has no option allow_fail for accept routers, so it does not run
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'A condition that no ACL has',
      bad: `
-- /etc/exim4/exim4.conf --
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domain = example.com
          ^^^^^^ Exim has no condition domain in ACLs, so it does not run
  accept
`,
      fixed: `
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = example.com
  accept
`,
    },
    {
      title: 'An option of another release',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
acl_smtp_wellknown = accept
^^^^^^^^^^^^^^^^^^ Exim 4.96 has no main option acl_smtp_wellknown, which came with 4.98, so it does not run
local_domains = example.com
^^^^^^^^^^^^^ Exim has no main option local_domains, which went with Exim 4, so it does not run
`,
    },
    {
      title: 'Known, negated, and of a driver that brings its own',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
no_split_spool_directory
begin routers
users:
  driver = accept
  check_local_user
  no_expn
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
  ],

  *check({ configuration }) {
    for (const { at, what, near, isCertain, isElsewhere } of strangers(configuration))
      yield {
        at,
        message: isCertain ? `Exim has no ${what}, so it does not run` : `Exim ${release} has no ${what}, so it does not run`,
        ...(near !== undefined && { fixes: [{ title: `Change it to ${near}`, edits: [replaceWord(at, near)] }] }),
        ...(isCertain ? {} : { severity: isElsewhere ? ('info' as const) : ('warning' as const) }),
      };
  },
};
