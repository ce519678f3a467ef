import { insertLineAbove, replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import { noService } from '../routing/service.ts';
import type { MainCf } from '../syntax/mainCf.ts';
import type { Postfix } from '../system.ts';
import { commentsIn, isReason, type Stranger } from './shared/values.ts';

export const commentInValue: Rule<Postfix> = {
  id: 'postfix/comment-in-value',
  severity: 'error',
  summary: 'A comment stands behind a value and becomes part of it',
  source: 'postconf(5): a comment is a line of its own; match_list_parse(); asked of Postfix 3.7',
  why: `
In main.cf a # begins a comment only where it is the first thing on its line. Behind a value it is part of the value: a
table, a number, a switch or a host name that ends so stops smtpd, in a list of restrictions clients get
\`451 4.3.5 Server configuration error\`, and a delimiter is another one. Only the lists of domains and networks stop at
the #: Postfix logs \`comment at end of line is not supported\` and does not know what stands on the lines below.`,
  examples: [
    {
      title: 'Behind a table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases # made by newaliases
                               ^^^^^^^^^^^^^^^^^^^^ a # behind a value begins no comment, so "# made by newaliases" is part of alias_maps and smtpd does not run
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
# made by newaliases
alias_maps = hash:/etc/aliases
`,
    },
    {
      title: 'Behind a number',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
message_size_limit = 20480000 # 20 MB
                              ^^^^^^^ a # behind a value begins no comment, so "# 20 MB" is part of message_size_limit and smtpd does not run
-- /etc/aliases --
postmaster: root
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
`,
    },
    {
      title: 'In a list of domains that goes on below',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, # ourselves
                             ^^^^^^^^^^^ Postfix reads mydestination no further than this #, so what stands on the lines below counts for nothing
  localhost,
  example.com
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
# ourselves
mydestination = $myhostname,
  localhost,
  example.com
`,
    },
    {
      title: 'Behind a transport and a delimiter',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relayhost = [smtp.example.net] # our provider
                               ^^^^^^^^^^^^^^ a # behind a value begins no comment, so "# our provider" is part of relayhost
recipient_delimiter = + # tags
                        ^^^^^^ a # behind a value begins no comment, so "# tags" is part of recipient_delimiter
`,
    },
    {
      title: 'Comments on lines of their own, and number signs that belong to the value',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname,
  # ourselves
  localhost
smtpd_banner = $myhostname ESMTP # no spam
mailbox_command = /usr/bin/procmail -a "$EXTENSION" # the one of the system
recipient_delimiter = #
header_checks = pcre:{{/^Subject: .* #/ WARN}}
smtp_generic_maps = inline:{ a#b@example.com=root@example.com }
`,
    },
  ],

  *check(system) {
    const { mainCf } = system;
    const reason = noService(system);
    for (const comment of commentsIn(mainCf)) yield finding(comment, isReason(comment, reason, mainCf.text), mainCf);
  },
};

function finding(comment: Stranger, isFatal: boolean, mainCf: MainCf): Finding {
  const { at, parameter } = comment;
  const name = parameter.name.text;
  // Lines below that count again change whose mail is taken: that is for somebody to look at.
  const goesOn = isMatchList(name) && at.end < parameter.valueAt.end;
  const fixes = [{ ...onItsOwnLine(comment, mainCf), safe: !goesOn }];
  if (!isMatchList(name)) {
    const fact = `a # behind a value begins no comment, so "${mainCf.text.slice(at.start, at.end)}" is part of ${name}`;
    return { at, message: isFatal ? `${fact} and smtpd does not run` : fact, severity: isFatal ? 'error' : 'warning', fixes };
  }
  const message = goesOn
    ? `Postfix reads ${name} no further than this #, so what stands on the lines below counts for nothing`
    : 'a comment cannot stand behind a value, so every program of Postfix warns of this one';
  return { at, message, severity: goesOn ? 'warning' : 'info', fixes };
}

/** Lists of domains, hosts and networks, which match_list_parse() reads. */
function isMatchList(name: string): boolean {
  return /^(mydestination|mynetworks|debug_peer_list)$|_(domains|networks|exceptions|exclusions|hosts|users)$/.test(name);
}

/** The comment goes above its line; between two lines of a value it ends nothing. */
function onItsOwnLine({ at }: Stranger, { text }: MainCf): Fix {
  const blanks = /[ \t]*$/.exec(text.slice(0, at.start))?.[0].length ?? 0;
  const line = insertLineAbove(text, at, text.slice(at.start, at.end));
  return { title: 'Put the comment on a line above', edits: [line, replaceWord({ ...at, start: at.start - blanks }, '')] };
}
