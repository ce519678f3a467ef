import type { Rule } from '../../../core/rule.ts';
import { driverFlaws } from '../driverFlaws.ts';
import { strangers } from '../strangers.ts';
import type { Exim } from '../system.ts';
import { optionTwice } from './option-twice.ts';
import { undefinedDriver } from './undefined-driver.ts';
import { unknownUser } from './unknown-user.ts';

export const doesNotRun: Rule<Exim> = {
  id: 'exim/does-not-run',
  severity: 'error',
  summary: 'A statement with which Exim does not run',
  source: 'readconf.c and the _init functions of routers and transports; asked of Exim 4.96 with exim -bV',
  why: `
Exim reads its whole configuration each time it begins to do something. A line that it cannot read ends it there: the daemon does not
start, and one that runs already cannot begin a delivery, so no recipient gets an answer that counts. A router or a transport that lacks what
its driver needs is such a line too.`,
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
      title: 'A router that says nothing of where mail goes',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
begin routers
users:
  driver = accept
  ^^^^^^^^^^^^^^^ the router users has no transport, so Exim does not run
  check_local_user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
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
    const { configuration } = system;
    for (const { at, message } of configuration.fatal) yield { at, message };
    // A line that is not read leaves a driver without what stands there, and that is no second mistake.
    const isElsewhere = 0 < configuration.fatal.length || 0 < [...strangers(configuration), ...undefinedDriver.check(system)].length;
    if (isElsewhere) return;
    const flaws = [...driverFlaws(configuration)];
    for (const { at, what } of flaws) yield { at, message: `${what}, so Exim does not run` };
    const { flaw } = system;
    const isOther = flaw && flaws.length === 0 && [...optionTwice.check(system), ...unknownUser.check(system)].length === 0;
    if (isOther) yield { at: flaw.at, message: `${flaw.message}, so Exim does not run` };
  },
};
