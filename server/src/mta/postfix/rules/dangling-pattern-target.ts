import type { Finding, Rule } from '../../../core/rule.ts';
import { targetsIn } from '../../../formats/aliases.ts';
import { type PatternFile, type PatternRule, REFERENCE } from '../syntax/patternTable.ts';
import type { Postfix } from '../system.ts';
import { nobodyBehind } from './reach.ts';
import { suggestionsFor } from './shared/suggestions.ts';

export const danglingPatternTarget: Rule<Postfix> = {
  id: 'postfix/dangling-pattern-target',
  severity: 'warning',
  summary: 'A pattern of virtual aliases leads to a recipient that does not exist',
  source: 'regexp_table(5); asked of Postfix 3.7: accepted at RCPT, then 5.1.1 for the target',
  why: `
smtpd takes every address that the pattern matches, because the table has an answer, and nobody looks at the right side then. The mail
bounces later with \`5.1.1\`, and the bounce names the target, not the pattern. Targets that are made of what was matched are not judged.`,
  examples: [
    {
      title: 'A misspelled mailbox',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
-- /etc/postfix/vmailbox --
help@example.net example.net/help/
-- /etc/postfix/virtual.pcre --
/^help-[0-9]+@example\\.net$/ hlep@example.net
                             ^^^^^^^^^^^^^^^^ no mailbox hlep@example.net, so mail for whoever matches bounces with 5.1.1
`,
      fixed: `
/^help-[0-9]+@example\\.net$/ help@example.net
`,
    },
    {
      title: 'A mailbox, an address elsewhere, and one made of the match',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/vmail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_alias_maps = pcre:/etc/postfix/virtual.pcre
-- /etc/postfix/vmailbox --
help@example.net example.net/help/
-- /etc/postfix/virtual.pcre --
/^help-[0-9]+@example\\.net$/ help@example.net, desk@example.org
/^(.*)-old@example\\.net$/ $1@example.net
`,
    },
  ],

  *check(system) {
    for (const { ref, seen } of system.mapsOf('virtual_alias_maps').tables) {
      if ((ref.type === 'regexp' || ref.type === 'pcre') && seen?.kind === 'file')
        yield* targetsOf(system, (seen.file as PatternFile).patterns, seen.file.text);
    }
  },
};

function* targetsOf(system: Postfix, rules: readonly PatternRule[], text: string): Generator<Finding> {
  const suggest = suggestionsFor(system);
  for (const rule of rules) {
    if (rule.kind === 'if') {
      yield* targetsOf(system, rule.body, text);
      continue;
    }
    for (const target of targetsIn(text, rule.resultAt)) {
      const nobody = target.kind !== 'address' || target.text.search(REFERENCE) >= 0 ? undefined : nobodyBehind(system, target.text);
      if (!nobody) continue;
      yield {
        at: target.at,
        message: `${nobody.because}, so mail for whoever matches bounces with 5.1.1`,
        fixes: suggest({ target, nobody }),
      };
    }
  }
}
