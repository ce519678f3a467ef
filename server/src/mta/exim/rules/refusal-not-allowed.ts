import { insertLineBelow, replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import { type AliasTable, aliasTables } from '../aliasTables.ts';
import { isOn, setting } from '../routing/settings.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';

export const refusalNotAllowed: Rule<Exim> = {
  id: 'exim/refusal-not-allowed',
  severity: 'error',
  summary: 'An entry with :fail: or :defer: that its router does not allow',
  source: 'rda_interpret() of rda.c; asked of Exim 4.96',
  why: `
\`:fail:\` refuses an address and \`:defer:\` puts it off, but only where the router says allow_fail or allow_defer. Without it the entry is an
error, and mail for it is put off again and again: \`451 error in redirect data\`. The words are small letters; \`:FAIL:\` is not recognized.`,
  examples: [
    {
      title: 'A router that allows nothing, and capital letters',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
gone: :fail: She has left
      ^^^^^^ aliases does not allow :fail:, so mail for gone is put off and not refused
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  allow_fail
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'Capital letters',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  allow_fail
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
gone: :FAIL: She has left
      ^^^^^^ :FAIL: is not recognized in capital letters, so mail for gone is put off and not refused
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
      fixed: `
gone: :fail: She has left
`,
    },
    {
      title: 'Allowed, and those that need no permission',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
qualify_domain = example.com
domainlist local_domains = example.com
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  require domains = +local_domains
          verify = recipient
  accept
begin routers
aliases:
  driver = redirect
  allow_fail
  allow_defer
  data = \${lookup{$local_part}lsearch{/etc/aliases}}
users:
  driver = accept
  check_local_user
  transport = local
  cannot_route_message = Unknown user
begin transports
local:
  driver = appendfile
  file = /var/mail/$local_part_data
-- /etc/aliases --
gone: :fail: She has left
later: :defer: Ask again
null: :blackhole:
-- /etc/passwd --
alice:x:1001:1001::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    for (const table of aliasTables(system)) {
      for (let row = 0; row < table.file.rows.count; row++) {
        const finding = findingOf(system, table, row);
        if (finding) yield finding;
      }
    }
  },
};

function findingOf(system: Exim, { router, file }: AliasTable, row: number): Finding | undefined {
  const written = /^:(fail|defer):/i.exec(file.rows.rawValue(row))?.[0];
  if (written === undefined) return undefined;
  const word = written.toLowerCase();
  const value = file.rows.valueAt(row);
  const at = { ...value, end: value.start + written.length };
  // What was to be put off is put off, in other words.
  const mild = word === ':defer:' ? { severity: 'info' as const } : {};
  const consequence = `so mail for ${file.rows.key(row)} is put off and not ${word === ':defer:' ? 'told why' : 'refused'}`;
  if (written !== word) {
    const fixes = [{ title: `Change it to ${word}`, edits: [replaceWord(at, word)] }];
    return { at, message: `${written} is not recognized in capital letters, ${consequence}`, fixes, ...mild };
  }
  const option = word === ':fail:' ? 'allow_fail' : 'allow_defer';
  if (isOn(router, option, false)) return undefined;
  return { at, message: `${router.name.text} does not allow ${word}, ${consequence}`, fixes: allowing(system, router, option), ...mild };
}

function allowing(system: Exim, router: Driver, option: string): readonly Fix[] {
  const driver = setting(router, 'driver')?.at;
  if (!driver || setting(router, option)) return [];
  return [{ title: `Add ${option} to ${router.name.text}`, edits: [insertLineBelow(system.textOf(driver.file), driver, `  ${option}`)] }];
}
