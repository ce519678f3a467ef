import type { Rule } from '../../../core/rule.ts';
import { type AliasEntry, addressOf } from '../redirections.ts';
import { written } from '../routing/address.ts';
import { deliveriesOf } from '../routing/index.ts';
import type { Postfix } from '../system.ts';
import { circles } from './circles.ts';

export const aliasLoop: Rule<Postfix> = {
  id: 'aliases/alias-loop',
  severity: 'error',
  summary: 'Aliases lead in a circle',
  source: 'local/alias.c, deliver_alias(): "alias database loop for %s"; asked of Postfix 3.7: dsn=5.4.6',
  why: `
local(8) follows aliases until it finds a user. Where they come back to an alias that is being expanded, it gives up
after a hundred steps and bounces with \`5.4.6 alias database loop\`. An alias that names itself is no loop: it means
the user of that name.`,
  examples: [
    {
      title: 'Two aliases that name each other',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
support: helpdesk
         ^^^^^^^^ support leads to helpdesk and back, so its mail bounces with 5.4.6
helpdesk: support
          ^^^^^^^ also: helpdesk leads on to support
`,
    },
    {
      title: 'An alias that names itself is the user',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
root: root, archive@example.net
`,
    },
  ],

  *check(system) {
    yield* circles(system, {
      parameter: 'alias_maps',
      next: (entry, text) => aliasOf(system, entry, text),
      proves: (key) => {
        const mailbox = addressOf(system, key);
        return mailbox !== undefined && deliveriesOf(system, mailbox).some((it) => it.enhanced === '5.4.6');
      },
      consequence: 'so its mail bounces with 5.4.6',
    });
  },
};

/** The alias that a target stands for: a bare name, or one of a domain that this host delivers itself. */
function aliasOf(system: Postfix, from: AliasEntry, target: string): string | undefined {
  const text = target.replace(/^\\/, '');
  if (!text.includes('@')) return text.toLowerCase() === from.key.toLowerCase() ? undefined : text.toLowerCase();
  const mailbox = addressOf(system, text);
  const found = mailbox?.domain === undefined ? undefined : system.classOf(mailbox.domain);
  return mailbox && found?.kind === 'class' && found.class === 'local' && mailbox.local.toLowerCase() !== from.key.toLowerCase()
    ? written({ local: mailbox.local, domain: undefined }).toLowerCase()
    : undefined;
}
