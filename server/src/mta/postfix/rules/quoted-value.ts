import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import { noService } from '../routing/service.ts';
import type { Postfix } from '../system.ts';
import { isReason, quotedWordsIn, type Stranger } from './shared/values.ts';

export const quotedValue: Rule<Postfix> = {
  id: 'postfix/quoted-value',
  severity: 'error',
  summary: 'A value stands in quotes, which become part of it',
  source: 'postconf(5), which gives quotes no meaning; asked of Postfix 3.7: unsupported dictionary type: "hash',
  why: `
To main.cf a double quote is a letter like others. A table in quotes has the type \`"hash\`, which no Postfix knows, so
everybody gets \`451 4.3.0 Temporary lookup failure\`; a domain in quotes is never the domain of an address, so its mail is
refused with \`Relay access denied\`; with a switch or a host name in quotes smtpd does not run.`,
  examples: [
    {
      title: 'A table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = "hash:/etc/aliases"
             ^^^^^^^^^^^^^^^^^^^ the quotes around hash:/etc/aliases belong to it, so no table of that name can be opened and mail is put off
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
`,
    },
    {
      title: 'A host name',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = "mail.example.com"
             ^^^^^^^^^^^^^^^^^^ the quotes around mail.example.com belong to it, so smtpd does not run
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
`,
    },
    {
      title: 'A domain in a list',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, "example.org"
                             ^^^^^^^^^^^^^ the quotes around example.org belong to it, so mydestination holds another word than was meant
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, example.org
`,
    },
    {
      title: 'Quotes in a sentence, in a command and inside braces',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
smtpd_banner = $myhostname ESMTP "no spam"
mailbox_command = /usr/bin/procmail -a "$EXTENSION"
smtp_generic_maps = inline:{ {"a b"@example.com = root@example.com} }
`,
    },
  ],

  *check(system) {
    const reason = noService(system);
    for (const quoted of quotedWordsIn(system.mainCf)) yield finding(system, quoted, isReason(quoted, reason, system.mainCf.text));
  },
};

function finding({ mainCf }: Postfix, { at, parameter }: Stranger, isFatal: boolean): Finding {
  const word = mainCf.text.slice(at.start + 1, at.end - 1);
  const name = parameter.name.text;
  const isTable = /^(proxy:)?\w+:/.test(word) && name.endsWith('_maps');
  const consequence = isFatal
    ? 'smtpd does not run'
    : isTable
      ? 'no table of that name can be opened and mail is put off'
      : `${name} holds another word than was meant`;
  return {
    at,
    message: `the quotes around ${word} belong to it, so ${consequence}`,
    severity: isFatal || /^(alias|virtual_alias|local_recipient|transport)_maps$/.test(name) ? 'error' : 'warning',
    fixes: [{ title: 'Remove the quotes', edits: [replaceWord(at, word)], safe: true }],
  };
}
