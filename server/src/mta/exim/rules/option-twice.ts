import { removeLines } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { repeats } from '../repeats.ts';
import type { Exim } from '../system.ts';

export const optionTwice: Rule<Exim> = {
  id: 'exim/option-twice',
  severity: 'error',
  summary: 'An option is set a second time',
  source: 'readconf_handle_option() of readconf.c, "option set for second time"; asked of Exim 4.96 with exim -bV',
  why: `
Exim does not run where an option stands twice, in the main part or in one router or transport; \`more\` and \`no_more\` are the same option.
Only condition, set, headers_add and headers_remove may stand several times.`,
  examples: [
    {
      title: 'A second list of domains in one router',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
begin routers
users:
  driver = accept
  domains = example.com
  ^^^^^^^^^^^^^^^^^^^^^ also: set here first
  check_local_user
  domains = example.com
  ^^^^^^^^^^^^^^^^^^^^^ domains is set a second time, so Exim does not run
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
      fixed: `
primary_hostname = mail.example.com
begin routers
users:
  driver = accept
  domains = example.com
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'Conditions, which may be many',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
begin routers
users:
  driver = accept
  condition = yes
  condition = \${if eq{$domain}{mail.example.com}}
  check_local_user
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
  ],

  *check(system) {
    for (const { first, again, message } of repeats(system.configuration)) {
      const isSame = first.value.text === again.value.text && first.negated === again.negated;
      yield {
        at: again.at,
        message,
        related: [{ at: first.at, message: 'set here first' }],
        fixes: [{ title: `Remove this ${again.name.text}`, edits: [removeLines(system.textOf(again.at.file), again.at)], safe: isSame }],
      };
    }
  },
};
