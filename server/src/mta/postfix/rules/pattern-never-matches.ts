import type { Finding, Rule } from '../../../core/rule.ts';
import type { PatternFile, PatternRule } from '../syntax/patternTable.ts';
import type { Postfix } from '../system.ts';

export const patternNeverMatches: Rule<Postfix> = {
  id: 'postfix/pattern-never-matches',
  severity: 'warning',
  summary: 'A pattern for recipients matches no address at all',
  source: 'regexp_table(5) and pcre_table(5); smtpd folds the recipient before it asks; asked of Postfix 3.7: 550 5.1.1',
  why: `
A table of patterns is asked for the whole address in lower case. A pattern between ^ and $ that has no @ cannot match it, nor can one
that wants a backslash, because it was escaped twice, nor one with capital letters where the flag i turns the ignoring of case off.`,
  examples: [
    {
      title: 'The user part only, escaped twice, and capitals',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = regexp:/etc/postfix/virtual.regexp
-- /etc/postfix/virtual.regexp --
/^help-[0-9]+$/ root
^^^^^^^^^^^^^^^ the pattern ends before any @, so it matches no address
/^sales@example\\\\.net$/ root
^^^^^^^^^^^^^^^^^^^^^^^ the pattern wants a backslash, so it matches no address
/^Info@example\\.net$/i root
^^^^^^^^^^^^^^^^^^^^^^ the flag i makes case count and Postfix asks in lower case, so the pattern matches no address
`,
    },
    {
      title: 'Whole addresses, parts of one, and negations',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = regexp:/etc/postfix/virtual.regexp
-- /etc/postfix/virtual.regexp --
/^help-[0-9]+@example\\.net$/ root
/^bounce-/ root
/^Info@example\\.net$/ root
/^[^+]+$/ root
!/@example\\.org$/ root
`,
    },
  ],

  *check(system) {
    for (const parameter of [
      'virtual_alias_maps',
      'virtual_mailbox_maps',
      'relay_recipient_maps',
      'local_recipient_maps',
      'recipient_canonical_maps',
    ]) {
      for (const { ref, seen } of system.mapsOf(parameter).tables) {
        if ((ref.type === 'regexp' || ref.type === 'pcre') && seen?.kind === 'file') yield* patternsIn((seen.file as PatternFile).patterns);
      }
    }
  },
};

function* patternsIn(rules: readonly PatternRule[]): Generator<Finding> {
  for (const rule of rules) {
    const why = rule.negated ? undefined : whyNever(rule);
    const length = rule.pattern.length + 2 + rule.flags.length;
    if (why !== undefined) yield { at: { ...rule.at, end: rule.at.start + length }, message: why };
    else if (rule.kind === 'if') yield* patternsIn(rule.body);
  }
}

function whyNever({ pattern, flags }: PatternRule): string | undefined {
  if (/\\\\/.test(pattern)) return 'the pattern wants a backslash, so it matches no address';
  // Whatever is neither a letter nor a digit, and what stands for any character, may be an @.
  const plain = pattern.replace(/\\[._+-]/g, '-');
  if (/^\^[\w+*?()|-]*(\[[\w-]+\][\w+*?()|-]*)*\$$/.test(plain) && !plain.includes('|^'))
    return 'the pattern ends before any @, so it matches no address';
  const isFolded = !flags.includes('i');
  const letters = plain.replace(/\[[^\]]*\]|\\./g, '');
  if (!isFolded && /[A-Z](?![?*{])/.test(letters) && !/\||\(\?/.test(letters)) {
    return 'the flag i makes case count and Postfix asks in lower case, so the pattern matches no address';
  }
  return undefined;
}
