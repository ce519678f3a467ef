import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { tableSources } from './shared/tableSources.ts';

export const foreignLetters: Rule<Postfix> = {
  id: 'postfix/foreign-letters',
  severity: 'warning',
  summary: 'An entry holds letters that are not UTF-8, so it is left out',
  source: 'postmap(1) and postalias(1), smtputf8_enable; asked of Postfix 3.7: non-UTF-8 input … -- ignoring this line',
  why: `
With smtputf8_enable, which is built in, postmap and postalias leave out each line whose bytes are not UTF-8, and so does
whoever opens a texthash: table. One letter in Latin-1 is enough, also in the name of a person behind the address: the entry
is missing and its address gets 550 5.1.1. Write the file anew in UTF-8. Lines in ASCII, and comments, are taken.`,
  examples: [
    {
      title: 'A name in Latin-1',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual (latin-1) --
# für alle
info@example.org root
post@example.org Jürgen <root>
^^^^^^^^^^^^^^^^ this entry is not UTF-8, so postmap leaves it out
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'An alias in Latin-1',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases (latin-1) --
postmaster: root
jürgen: root
^^^^^^ this entry is not UTF-8, so postalias leaves it out
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'The same letters in UTF-8',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
# für alle
info@example.org root
post@example.org Jürgen <root>
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'A Postfix that asks nobody for UTF-8',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtputf8_enable = no
-- /etc/aliases (latin-1) --
postmaster: root
jürgen: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
  ],

  *check(system) {
    if (!system.parameters.isYes('smtputf8_enable')) return;
    for (const { file, type, isAliases } of tableSources(system)) {
      if (!system.isForeign(file.file)) continue;
      const { rows, text } = file;
      const reader = isAliases ? 'postalias leaves' : type === 'texthash' ? 'Postfix leaves' : 'postmap leaves';
      for (let row = 0; row < rows.count; row++) {
        const at = rows.keyAt(row);
        if (isForeign(text.slice(at.start, rows.valueAt(row).end))) {
          yield { at, message: `this entry is not UTF-8, so ${reader} it out` };
        }
      }
    }
  },
};

/** Of a file that is not UTF-8 an editor shows a mark for each foreign byte; read from disk each byte is a letter. */
function isForeign(line: string): boolean {
  if (line.includes('\uFFFD')) return true;
  const codes = Array.from(line, (it) => it.charCodeAt(0));
  if (codes.every((it) => it < 0x80) || codes.some((it) => 0xff < it)) return false;
  return new TextDecoder().decode(Uint8Array.from(codes)).includes('\uFFFD');
}
