import { insertLineAbove, replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { Postfix } from '../system.ts';
import { nobodyBehind } from './reach.ts';
import { localRightSides, type RightSide, virtualRightSides } from './shared/rightSides.ts';
import { type Stray, straysIn } from './shared/strays.ts';

export const unquotedName: Rule<Postfix> = {
  id: 'aliases/unquoted-name',
  severity: 'warning',
  summary: 'The words of a name or of a comment are recipients',
  source:
    'aliases(5); global/tok822_parse.c; local/token.c; asked of Postfix 3.7: each word gets the message, and those that nobody is bounce',
  why: `
Words on the right side of an alias need no comma between them: each is a recipient. A name of two words is two
recipients then, unless quotes hold it together, and a comment that begins behind a target is one recipient a word, as
only a line whose first character is \`#\` is a comment. smtpd accepts the alias, and \`5.1.1 unknown user: "tang"\` goes
to the sender. Virtual aliases, :include: lists and .forward files are read in the same way.`,
  examples: [
    {
      title: 'The name of a person',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
kenny:x:1000:1000::/home/kenny:/bin/sh
-- /etc/aliases --
postmaster: root
root: Kenny Tang
      ^^^^^^^^^^ each of these 2 words is a recipient and nobody here is Tang, so mail for root bounces with 5.1.1
`,
      fixed: `
postmaster: root
root: Kenny
`,
    },
    {
      title: 'A name in front of an address',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
-- /etc/postfix/virtual --
anna@example.org Anna Smith anna@example.net
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ each of these 3 words is a recipient and nobody here is Anna, so mail for anna@example.org bounces with 5.1.1
`,
      fixed: `
anna@example.org anna@example.net
`,
    },
    {
      title: 'A comment behind a target',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
spool: root # the machine itself
            ^^^^^^^^^^^^^^^^^^^^ no comment begins here, so each of these words is a recipient
`,
      fixed: `
postmaster: root
# the machine itself
spool: root
`,
    },
    {
      title:
        'Names in quotes or in front of angle brackets, comments in parentheses or on lines of their own, recipients without commas, a template',
      good: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
kenny:x:1000:1000::/home/kenny:/bin/sh
-- /etc/aliases --
postmaster: root
# the boss
root: "Kenny Tang" <kenny@mail.example.com>
"kenny tang": kenny
boss: "Kenny Tang", root (the machine itself)
admin: {{ admin_user }}
all: root kenny
`,
    },
  ],

  *check(system) {
    for (const sides of [localRightSides(system), virtualRightSides(system)])
      for (const side of sides) for (const stray of straysIn(system, side)) yield findingOf(system, side, stray);
  },
};

function findingOf(system: Postfix, side: RightSide, stray: Stray): Finding {
  const { at, kind, words } = stray;
  if (kind === 'comment')
    return {
      at,
      message: 'no comment begins here, so each of these words is a recipient',
      fixes: [ownLine(side, at), { title: 'Remove the comment', edits: [{ at: withBlanks(side.text, at), text: '' }] }],
    };
  const lost = words.find((it) => nobodyBehind(system, it.text))!;
  return {
    at,
    message: `each of these ${words.length} words is a recipient and nobody here is ${lost.text}, so ${side.mail} bounces with 5.1.1`,
    fixes: meant(system, side.text, stray),
  };
}

/** Above the entry, as other servers end an entry at a comment in the middle of it. */
function ownLine({ text, entry }: RightSide, at: Place): Fix {
  const comment = text.slice(at.start, lineEnd(text, at.start)).trimEnd();
  const begins = entry ? entry.file.rows.keyAt(entry.row) : at;
  return {
    title: 'Put the comment on a line of its own',
    edits: [insertLineAbove(text, begins, comment), { at: withBlanks(text, at), text: '' }],
  };
}

/** To the end of the line, with the blanks before it. */
function withBlanks(text: string, at: Place): Place {
  const blanks = /[ \t]+$/.exec(text.slice(0, at.start))?.[0].length ?? 0;
  return { ...at, start: at.start - blanks, end: lineEnd(text, at.start) };
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

/** The one that is somebody: the name in quotes, the parts joined as user names are, or a word of it. */
function meant(system: Postfix, text: string, { at, words }: Stray): Fix[] {
  const written = text.slice(at.start, at.end);
  const names = words.filter((it) => !it.text.includes('@')).map((it) => it.text.toLowerCase());
  const isSomebody = (it: string) => nobodyBehind(system, it) === undefined;
  const joined = ['.', '', '_', '-'].map((it) => names.join(it));
  const somebody = [...words.map((it) => it.text), ...joined].find(isSomebody);
  if (isSomebody(`"${names.join(' ')}"`)) return [{ title: `Write "${written}" in quotes`, edits: [replaceWord(at, `"${written}"`)] }];
  return somebody === undefined ? [] : [{ title: `Change it to ${somebody}`, edits: [replaceWord(at, somebody)] }];
}
