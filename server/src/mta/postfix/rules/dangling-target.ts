import type { Finding, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { AliasTarget } from '../../../formats/aliases.ts';
import { nameList } from '../../../formats/nameList.ts';
import { passwd } from '../../../formats/passwd.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import { addressOf } from '../redirections.ts';
import { includedTargets } from '../routing/deliver/local.ts';
import type { Postfix } from '../system.ts';
import { nearNames } from './nearName.ts';
import { deadBecause } from './reach.ts';
import { linksOf, NOWHERE } from './shared/links.ts';

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
      title: 'A comment that is none',
      bad: `
-- /etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
spool: root # the machine itself
            ^ no comment begins here, so each word behind it is a recipient of its own
`,
      fixed: `
spool: root
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
    const seen = system.mention({ path: '/etc/passwd', format: passwd });
    const users = seen.kind === 'file' ? (seen.file as TableFile).rows : undefined;
    const tables = system.mapsOf('alias_maps').tables.flatMap((it) => it.file?.rows ?? []);
    const isKnown = (name: string) => tables.some((it) => 0 <= it.find(name)) || (users !== undefined && 0 <= users.find(name));
    const nearest = nearNames(names);
    const links = linksOf(system, 'alias_maps');
    for (let id = 0; id < links.count; id++) {
      if (0 <= links.next(id) || (links.next(id) === NOWHERE && isUser(links.valueAt(id)))) continue;
      const { key, targets, file, row } = links.entry(id);
      // Of two entries with one key the first is used, and the later one leads nowhere.
      if (file.rows.find(key) !== row) continue;
      yield* judge(targets, `mail for ${key}`, file.text);
      for (const include of targets) {
        if (include.kind !== 'include') continue;
        const seen = system.mention({ path: include.text.trim(), format: nameList, at: include.at });
        if (seen.kind === 'file') yield* judge(includedTargets(seen.file.text, seen.file.file), `its mail for ${key}`, seen.file.text);
      }
    }

    function isUser({ file, start, end }: Place): boolean {
      return users !== undefined && 0 <= users.findIn(system.textOf(file), start, end);
    }

    function* judge(targets: readonly AliasTarget[], whose: string, text: string): Generator<Finding> {
      for (const [i, target] of targets.entries()) {
        if (target.kind !== 'address') continue;
        if (target.text === '#') {
          yield commentFinding(text, target.at);
          return;
        }
        if (isKnown(target.text)) continue;
        const mailbox = addressOf(system, target.text);
        const dead = mailbox && deadBecause(system, mailbox);
        if (!mailbox || !dead) continue;
        const near = nearest(mailbox.local.toLowerCase());
        yield {
          at: target.at,
          message: `${dead}, so ${whose} bounces with 5.1.1`,
          fixes: [
            ...(near === undefined
              ? []
              : [{ title: `Change it to ${near}`, edits: [{ at: target.at, text: target.text.replace(mailbox.local, near) }] }]),
            ...(1 < targets.length ? [{ title: `Remove ${target.text}`, edits: [{ at: withComma(text, target.at, i), text: '' }] }] : []),
          ],
        };
      }
    }

    function* names(): Generator<string> {
      for (const rows of [...tables, ...(users ? [users] : [])]) for (let row = 0; row < rows.count; row++) yield rows.key(row);
    }
  },
};

function commentFinding(text: string, at: Place): Finding {
  const newline = text.indexOf('\n', at.start);
  const start = at.start - (/[ \t]+$/.exec(text.slice(0, at.start))?.[0].length ?? 0);
  return {
    at,
    message: 'no comment begins here, so each word behind it is a recipient of its own',
    fixes: [{ title: 'Remove the comment', edits: [{ at: { file: at.file, start, end: newline < 0 ? text.length : newline }, text: '' }] }],
  };
}

/** The word with the comma before it, or behind it where it is the first. */
function withComma(text: string, at: Place, index: number): Place {
  const before = /[\s,]+$/.exec(text.slice(0, at.start))?.[0].length ?? 0;
  const after = /^[\s,]*/.exec(text.slice(at.end))![0].length;
  return index === 0 ? { ...at, end: at.end + after } : { ...at, start: at.start - before };
}
