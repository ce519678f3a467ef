import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { nearName } from '../../../formats/nearName.ts';
import type { Exim } from '../system.ts';
import { driverReferences } from './shared/references.ts';

export const undefinedDriver: Rule<Exim> = {
  id: 'exim/undefined-driver',
  severity: 'error',
  summary: 'A router names a transport or a router that is not there',
  source: 'rf_get_transport() and route_init() of Exim; asked of Exim 4.96 with exim -bV and exim -bh',
  why: `
Exim looks for the routers that a router names when it starts, and does not run where one is not there. A transport is looked for when an
address comes to the router: RCPT TO is answered with \`451 Temporary local problem\`, and mail waits until it is too old, with
\`transport "..." not found\` in the log.`,
  examples: [
    {
      title: 'A transport that was given another name',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
begin routers
users:
  driver = accept
  check_local_user
  transport = local_deliver
              ^^^^^^^^^^^^^ there is no transport local_deliver, so mail that comes to this router is put off
begin transports
local_delivery:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
      fixed: `
primary_hostname = mail.example.com
begin routers
users:
  driver = accept
  check_local_user
  transport = local_delivery
begin transports
local_delivery:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
    {
      title: 'A router to pass to that is gone',
      bad: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
begin routers
remote:
  driver = dnslookup
  self = pass
  pass_router = backup
                ^^^^^^ there is no router backup, so Exim does not run
  transport = smtp
begin transports
smtp:
  driver = smtp
`,
    },
    {
      title: 'Names that are there, and one that is made when it is needed',
      good: `
-- /etc/exim4/exim4.conf --
primary_hostname = mail.example.com
domainlist local_domains = example.com
begin routers
remote:
  driver = dnslookup
  domains = ! +local_domains
  self = pass
  pass_router = users
  transport = \${if eq{$domain}{example.net}{smtp}{smtp}}
users:
  driver = accept
  check_local_user
  transport = local
begin transports
smtp:
  driver = smtp
local:
  driver = appendfile
  file = /var/mail/$local_part_data
`,
    },
  ],

  *check(system) {
    const { routers, transports } = system.configuration;
    const names = { router: routers.map((it) => it.name.text), transport: transports.map((it) => it.name.text) };
    for (const router of routers) {
      for (const { option, name } of driverReferences(router)) {
        const kind = option.endsWith('transport') ? 'transport' : 'router';
        if (name.at && !names[kind].includes(name.text)) yield findingOf(kind, name.text, name.at, names[kind]);
      }
    }
  },
};

function findingOf(kind: string, name: string, at: Finding['at'], known: readonly string[]): Finding {
  const near = nearName(name, known);
  const outcome = kind === 'transport' ? 'mail that comes to this router is put off' : 'Exim does not run';
  return {
    at,
    message: `there is no ${kind} ${name}, so ${outcome}`,
    ...(near !== undefined && { fixes: [{ title: `Change it to ${near}`, edits: [replaceWord(at, near)] }] }),
  };
}
