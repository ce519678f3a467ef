import type { Rule } from '../../../core/rule.ts';
import type { Exim } from '../system.ts';

export const doesNotRun: Rule<Exim> = {
  id: 'exim/does-not-run',
  severity: 'error',
  summary: 'A statement with which Exim does not run',
  source: 'readconf.c; asked of Exim 4.96 with exim -bV',
  why: `
Exim reads its whole configuration each time it begins to do something. A line that it cannot read ends it there: the daemon does not
start, and one that runs already cannot begin a delivery, so no recipient gets an answer that counts.`,
  examples: [
    {
      title: 'A name that two routers have',
      bad: `
-- /etc/exim4/exim4.conf --
begin routers
users:
  driver = accept
  check_local_user
  transport = local
users:
^^^^^^ there are two routers called users, so Exim does not run
  driver = accept
  transport = local
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'An option that lost its equals sign',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname mail.example.com
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no = behind primary_hostname, so Exim does not run
`,
    },
    {
      title: 'Each name once',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
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
  ],

  *check(system) {
    for (const { at, message } of system.configuration.fatal) yield { at, message };
  },
};
