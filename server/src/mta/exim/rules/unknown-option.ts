import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { Item } from '../../../core/sourced.ts';
import type { Place } from '../../../core/text.ts';
import { nearName } from '../../../formats/nearName.ts';
import type { Condition, Driver } from '../syntax/blocks.ts';
import type { Setting } from '../syntax/statement.ts';
import type { Exim } from '../system.ts';
import { aclConditions, aclModifiers, driversOf, optionsOf, release, type Section, vocabulary } from '../vocabulary/index.ts';

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

  *check(system) {
    const { main, routers, transports, authenticators, acls } = system.configuration;
    for (const it of main) yield* findingOf(it, 'main', undefined);
    for (const it of routers) yield* ofDriver(it, 'routers');
    for (const it of transports) yield* ofDriver(it, 'transports');
    for (const it of authenticators) yield* ofDriver(it, 'authenticators');
    for (const { statements } of acls) for (const { conditions } of statements) for (const it of conditions) yield* ofAcl(it);
  },
};

/** A driver that is not known brings options that are not known. */
function* ofDriver({ driver, settings }: Driver, section: Exclude<Section, 'main'>): Generator<Finding> {
  if (driver === undefined || !driversOf(section).includes(driver)) return;
  for (const it of settings) yield* findingOf(it, section, driver);
}

function* findingOf({ name, at }: Setting, section: Section, driver: string | undefined): Generator<Finding> {
  const known = optionsOf(section, driver);
  if (known.has(name.text)) return;
  const what = section === 'main' ? `main option ${name.text}` : `option ${name.text} for ${driver} ${section}`;
  yield unknown(name, name.at ?? at, what, known.keys());
}

function* ofAcl({ name, at }: Condition): Generator<Finding> {
  if (aclConditions.has(name.text) || aclModifiers.has(name.text)) return;
  yield unknown(name, name.at ?? at, `condition ${name.text} in ACLs`, [...aclConditions, ...aclModifiers]);
}

/** What is like no option that we know, and one of no other driver, may be known to another release or another build. */
function unknown(name: Item, at: Place, what: string, known: Iterable<string>): Finding {
  const near = nearName(name.text, known);
  const isCertain = near !== undefined || vocabulary().has(name.text);
  return {
    at,
    message: isCertain ? `Exim has no ${what}, so it does not run` : `Exim ${release} has no ${what}, so it does not run`,
    ...(near !== undefined && { fixes: [{ title: `Change it to ${near}`, edits: [replaceWord(at, near)] }] }),
    ...(isCertain ? {} : { severity: 'warning' as const }),
  };
}
