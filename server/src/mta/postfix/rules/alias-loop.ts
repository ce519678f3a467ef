import type { Rule } from '../../../core/rule.ts';
import type { AliasTarget } from '../../../formats/aliases.ts';
import { nameList } from '../../../formats/nameList.ts';
import { type AliasEntry, addressOf } from '../redirections.ts';
import { type Mailbox, written } from '../routing/address.ts';
import { includedTargets } from '../routing/deliver/local.ts';
import { mapAddress } from '../routing/deliver/mapped.ts';
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
the user of that name. An :include: list is read once for a message: where all ways lead back to it, the message is gone
without a bounce, and a list that names its own alias forwards the message to itself.`,
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
      title: 'A list that names the alias it belongs to',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
staff: :include:/etc/staff
-- /etc/staff --
root
staff
^^^^^ staff leads back to itself, so its mail bounces with 5.4.6
`,
    },
    {
      title: 'An alias and a virtual alias that name each other',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/postfix/virtual --
info@example.org info
-- /etc/aliases --
postmaster: root
info: info@example.org
      ^^^^^^^^^^^^^^^^ info leads back to itself, so its mail bounces with 5.4.6
`,
    },
    {
      title: 'An alias and a list that name each other',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
all: :include:/etc/staff
staff: all
       ^^^ also: staff leads on to all
-- /etc/staff --
staff
^^^^^ all leads to staff and back, so its mail is lost and nobody is told
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
      listed: (target) => listedIn(system, target),
      consequenceFor(key) {
        const mailbox = addressOf(system, key);
        const deliveries = mailbox ? deliveriesOf(system, mailbox) : [];
        if (deliveries.some((it) => it.enhanced === '5.4.6')) return 'so its mail bounces with 5.4.6';
        return deliveries.some((it) => it.outcome === 'discarded') ? 'so its mail is lost and nobody is told' : undefined;
      },
    });
  },
};

function listedIn(system: Postfix, { kind, text, at }: AliasTarget): readonly AliasTarget[] {
  if (kind !== 'include') return [];
  const seen = system.mention({ path: text.trim(), format: nameList, at });
  return seen.kind === 'file' ? includedTargets(seen.file.text, seen.file.file) : [];
}

/** The alias that a target stands for: a bare name, one of a domain that this host delivers itself, or one that a virtual alias leads to. */
function aliasOf(system: Postfix, from: AliasEntry, target: string): string | undefined {
  const text = target.replace(/^\\/, '');
  const own = from.key.toLowerCase();
  if (!text.includes('@')) return text.toLowerCase() === own ? undefined : text.toLowerCase();
  const mailbox = addressOf(system, text);
  const name = mailbox && localName(system, mailbox);
  if (!mailbox || name !== undefined) return name === own ? undefined : name;
  const mapped = mapAddress(system, 'virtual_alias_maps', mailbox, false);
  return mapped.kind === 'mapped' ? mapped.to.map((it) => localName(system, it)).find((it) => it !== undefined) : undefined;
}

function localName(system: Postfix, { local, domain }: Mailbox): string | undefined {
  const found = domain === undefined ? undefined : system.classOf(domain);
  return found?.kind === 'class' && found.class === 'local' ? written({ local, domain: undefined }).toLowerCase() : undefined;
}
