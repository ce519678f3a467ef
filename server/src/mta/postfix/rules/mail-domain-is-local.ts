import { removeFromList } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { DomainClaim } from '../../../core/system.ts';
import { isPerson } from '../../../formats/passwd.ts';
import { tableFilesOf } from '../redirections.ts';
import { isHostname } from '../routing/address.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { isRefusedAsUnknown, listensToStrangers, NOBODY } from './shared/refused.ts';
import { setParameter } from './shared/setting.ts';
import { usersOf } from './shared/users.ts';

export const mailDomainIsLocal: Rule<Postfix> = {
  id: 'postfix/mail-domain-is-local',
  severity: 'info',
  summary: 'A host that only sends takes the mail domain for its own',
  source:
    'postconf(5), mydestination; STANDARD_CONFIGURATION_README; panubo/docker-postfix issue 15; asked of Postfix 3.7: 550 5.1.1 at RCPT',
  why: `
mydestination is built in as \`$myhostname, localhost.$mydomain, localhost\`. Where somebody gives the bare mail domain for
the name of a host that only sends, such as a container, mail for everybody in that domain is local: it gets \`550 5.1.1
User unknown in local recipient table\` and never comes to relayhost, while mail to all other domains goes out. It is said
only where the host has a relayhost, no users of its own, and either listens to nobody else or has a name of two labels.`,
  examples: [
    {
      title: 'The mail domain as the name of the host',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = example.com
             ^^^^^^^^^^^ example.com is local here, so mail from this host for its users is refused and never comes to relayhost
relayhost = [smtp.example.net]
inet_interfaces = loopback-only
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = example.com
mydestination = localhost.$mydomain, localhost
relayhost = [smtp.example.net]
inet_interfaces = loopback-only
`,
    },
    {
      title: 'The domain in the list',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = web.example.com
mydestination = $myhostname, example.com, localhost
                             ^^^^^^^^^^^ example.com is local here, so mail from this host for its users is refused and never comes to relayhost
relayhost = [smtp.example.net]
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
www-data:x:33:33::/var/www:/usr/sbin/nologin
`,
    },
    {
      title: 'A host with a name of its own, and one with users',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = web.example.com
relayhost = [smtp.example.net]
inet_interfaces = loopback-only
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'A server with users of its own',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = example.com
relayhost = [smtp.example.net]
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
  ],

  *check(system) {
    if (isTemplate(system.mainCf.text) || !onlySends(system)) return;
    const told = new Set<string>();
    for (const claim of system.claims) {
      const { domain } = claim;
      if (claim.class !== 'local' || told.has(domain) || !isMailDomain(domain)) continue;
      // A domain in two classes is the cause then, and a finding of its own.
      if (system.claims.some((it) => it.domain === domain && it.class !== 'local')) continue;
      const at = claim.at ?? (claim.origin.kind === 'written' ? claim.origin.at : undefined);
      if (!at || !isRefusedAsUnknown(system, { local: NOBODY, domain })) continue;
      told.add(domain);
      yield {
        at,
        message: `${domain} is local here, so mail from this host for its users is refused and never comes to relayhost`,
        fixes: listensToStrangers(system) ? [] : [takenOut(system, claim)],
      };
    }
  },
};

/** Mail goes out by another host, and files tell of nobody who has mail here. */
function onlySends(system: Postfix): boolean {
  if (system.parameters.text('relayhost') === '') return false;
  const users = usersOf(system);
  if (!users) return !listensToStrangers(system);
  for (let row = 0; row < users.rows.count; row++) if (isPerson(users, row)) return false;
  return tableFilesOf(system, 'alias_maps').every(({ rows }) => {
    for (let row = 0; row < rows.count; row++) if (users.rows.find(rows.key(row)) < 0 && !ROLES.test(rows.key(row))) return false;
    return true;
  });
}

/** The names that every list of aliases has, most of them from RFC 2142. */
const ROLES =
  /^(postmaster|mailer-daemon|hostmaster|webmaster|usenet|news|www|ftp|abuse|noc|security|nobody|admin|root|www-data|dumper|decode)$/i;

/** A name of two labels, as domains are sold; not those of private networks. */
function isMailDomain(domain: string): boolean {
  return (
    isHostname(domain) &&
    domain.split('.').length === 2 &&
    !/^localhost\.|\.(localdomain|local|lan|home|internal|intern|localhost)$/.test(domain)
  );
}

function takenOut(system: Postfix, { at, domain }: DomainClaim): Fix {
  if (!at)
    return {
      title: `Take ${domain} out of mydestination`,
      edits: [setParameter(system, 'mydestination', 'localhost.$mydomain, localhost', 'myhostname')],
    };
  const text = system.textOf(at.file);
  return { title: `Remove ${text.slice(at.start, at.end)} from mydestination`, edits: [removeFromList(text, at)] };
}
