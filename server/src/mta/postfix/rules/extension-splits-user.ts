import { replaceWord } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { isPerson } from '../../../formats/passwd.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { splitExtension, written } from '../routing/address.ts';
import { deliveriesOf } from '../routing/index.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { localDomain } from './shared/localDomain.ts';
import { usersOf } from './shared/users.ts';

export const extensionSplitsUser: Rule<Postfix> = {
  id: 'postfix/extension-splits-user',
  severity: 'warning',
  summary: 'A user name holds a character of recipient_delimiter',
  source: 'local/recipient.c; global/split_addr.c; postconf(5), recipient_delimiter; asked of Postfix 3.7: 250 at RCPT, then dsn=5.1.1',
  why: `
smtpd finds the user mary-ann in its table, because it asks for the whole name first. local(8) asks its aliases for the
whole name too, and then delivers to the user in front of the first delimiter: to mary, or to nobody, and the message
bounces with \`5.1.1 unknown user: "mary"\`. Mail of a user that is no person, such as www-data, is information only.`,
  examples: [
    {
      title: 'A hyphen',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = -
                      ^ this character splits the user mary-ann, so its mail bounces with 5.1.1
-- /etc/aliases --
postmaster: alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
mary-ann:x:1001:1001::/home/mary-ann:/bin/sh
^^^^^^^^ also: split after mary
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +
`,
    },
    {
      title: 'One of two delimiters, and somebody else of that name',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +.
                      ^^ . splits the user anna.smith, so its mail goes to anna
-- /etc/aliases --
postmaster: anna
-- /etc/passwd --
anna:x:1000:1000::/home/anna:/bin/sh
anna.smith:x:1001:1001::/home/anna.smith:/bin/sh
^^^^^^^^^^ also: split after anna
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +
`,
    },
    {
      title: 'A delimiter that no name holds, and a name that has an alias',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
recipient_delimiter = +-
-- /etc/aliases --
mary-ann: mary
postmaster: mary
-- /etc/passwd --
mary:x:1000:1000::/home/mary:/bin/sh
mary-ann:x:1001:1001::/home/mary-ann:/bin/sh
`,
    },
  ],

  *check(system) {
    const delimiters = system.parameters.text('recipient_delimiter');
    const at = system.parameters.assignment('recipient_delimiter')?.valueAt;
    const users = usersOf(system);
    const domain = localDomain(system);
    if (!at || isTemplate(system.mainCf.text) || /^$|[\s#]/.test(delimiters) || !users || domain === undefined) return;
    const all = splitUsers(system, users, delimiters, domain);
    const people = all.filter((it) => it.isPerson);
    const shown = 0 < people.length ? people : all;
    const first = shown[0];
    if (!first) return;
    const what = delimiters.length === 1 ? 'this character' : first.name[first.user.length]!;
    const others = shown.length === 1 ? '' : ` and ${shown.length - 1} more`;
    const fate = first.isLost ? 'bounces with 5.1.1' : `goes to ${first.user}`;
    yield {
      at,
      ...(people.length === 0 && { severity: 'info' as const }),
      message: `${what} splits the user ${first.name}${others}, so its mail ${fate}`,
      related: shown.slice(0, MOST_SHOWN).map((it) => ({ at: it.at, message: `split after ${it.user}` })),
      fixes: otherDelimiter(at, delimiters, users),
    };
  },
};

const MOST_SHOWN = 10;

interface SplitUser {
  readonly name: string;
  /** The name in front of the delimiter. */
  readonly user: string;
  readonly isLost: boolean;
  readonly isPerson: boolean;
  readonly at: Place;
}

function splitUsers(system: Postfix, users: TableFile, delimiters: string, domain: string): SplitUser[] {
  const res: SplitUser[] = [];
  for (let row = 0; row < users.rows.count; row++) {
    const name = users.rows.key(row);
    const user = splitExtension(name, delimiters)?.user;
    if (user === undefined) continue;
    const [only, ...others] = deliveriesOf(system, { local: name, domain });
    // Whoever is reached by an alias, or taken over by a transport, is not split.
    if (!only || 0 < others.length || only.transport !== 'local' || only.recipient !== written({ local: name, domain })) continue;
    const isLost = only.outcome === 'bounced' && only.enhanced === '5.1.1';
    const isElsewhere = only.outcome === 'delivered' && 0 <= users.rows.find(user);
    if (isLost || isElsewhere) res.push({ name, user, isLost, isPerson: isPerson(users, row), at: users.rows.keyAt(row) });
  }
  return res;
}

/** The delimiters that no name holds, else the one that most servers have. */
function otherDelimiter(at: Place, delimiters: string, { rows }: TableFile): Fix[] {
  const names = Array.from({ length: rows.count }, (_, row) => rows.key(row));
  const isFree = (character: string) => names.every((it) => it.indexOf(character) <= 0);
  const text = [...delimiters].filter(isFree).join('') || '+';
  return [...text].every(isFree) ? [{ title: `Set recipient_delimiter to ${text}`, edits: [replaceWord(at, text)] }] : [];
}
