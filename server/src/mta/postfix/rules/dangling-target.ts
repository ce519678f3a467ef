import type { Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { Postfix } from '../system.ts';
import { type DeadTarget, deadTargetsIn } from './shared/deadTargets.ts';
import { localRightSides, type RightSide } from './shared/rightSides.ts';
import { originOf, suggestionsFor } from './shared/suggestions.ts';

export const danglingTarget: Rule<Postfix> = {
  id: 'aliases/dangling-target',
  severity: 'warning',
  summary: 'An alias names a recipient that does not exist',
  source: 'local/unknown.c, deliver_unknown(): unknown user; asked of Postfix 3.7: accepted at RCPT, then dsn=5.1.1',
  why: `
smtpd accepts the alias, because its table has the key and nobody looks at the right side then. local(8) follows the
alias later, finds neither a user nor another alias of that name, and bounces the message with \`5.1.1 unknown user\`.
A probe with RCPT TO cannot see this: it answers 250.`,
  examples: [
    {
      title: 'A misspelt user',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
jane:x:1001:1001::/home/jane:/bin/sh
-- /etc/aliases --
webmaster: jnae
           ^^^^ no user or alias "jnae" here, so mail for webmaster bounces with 5.1.1
`,
      fixed: `
webmaster: jane
`,
    },
    {
      title: 'A list in a file of its own, and a .forward file',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
jane:x:1001:1001::/home/jane:/bin/sh
-- /etc/aliases --
staff: :include:/etc/staff
-- /etc/staff --
jane
frank
^^^^^ no user or alias "frank" here, so its mail for staff bounces with 5.1.1
-- /home/jane/.forward --
\\jane, jame
       ^^^^ no user or alias "jame" here, so mail for jane bounces with 5.1.1
`,
    },
    {
      title: 'A name that myorigin completes with a hosted domain',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
myorigin = example.org
           ^^^^^^^^^^^ also: completes names without a domain
mydestination = $myhostname, localhost
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
jane:x:1001:1001::/home/jane:/bin/sh
-- /etc/postfix/virtual --
root@example.org root@localhost
-- /etc/aliases --
postmaster: root
webmaster: jane
           ^^^^ jane means jane@example.org here, as myorigin says, and there is no such virtual alias, so mail for webmaster bounces with 5.1.1
`,
      fixed: `
postmaster: root
webmaster: jane@localhost
`,
    },
    {
      title: 'Users, other aliases, commands, files and hosts elsewhere',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
abuse: postmaster, "|/usr/bin/report --all", /dev/null, helpdesk@example.net
`,
    },
    {
      title: 'An entry that an earlier one hides',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
Postmaster: jane
`,
    },
    {
      title: 'A system whose users are in no file is not judged',
      good: `
-- /srv/site/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /srv/site/aliases --
webmaster: jane
`,
    },
  ],

  *check(system) {
    const suggest = suggestionsFor(system);
    for (const side of localRightSides(system)) {
      for (const dead of deadTargetsIn(system, side)) {
        yield {
          at: dead.target.at,
          message: `${dead.nobody.because}, so ${side.mail} bounces with 5.1.1`,
          ...originOf(system, dead),
          fixes: [...suggest(dead), ...removal(side, dead)],
        };
      }
    }
  },
};

/** Where others are left. */
function removal({ targets, text }: RightSide, { target }: DeadTarget): Fix[] {
  if (targets.length < 2) return [];
  return [{ title: `Remove ${target.text}`, edits: [{ at: withComma(text, target.at, target === targets[0]), text: '' }] }];
}

/** The word with the comma before it, or behind it where it is the first. */
function withComma(text: string, at: Place, isFirst: boolean): Place {
  const before = /[\s,]+$/.exec(text.slice(0, at.start))?.[0].length ?? 0;
  const after = /^[\s,]*/.exec(text.slice(at.end))![0].length;
  return isFirst ? { ...at, end: at.end + after } : { ...at, start: at.start - before };
}
