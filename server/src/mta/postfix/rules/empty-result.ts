import { insertText } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { PatternFile, PatternRule } from '../syntax/patternTable.ts';
import type { Postfix } from '../system.ts';

export const emptyResult: Rule<Postfix> = {
  id: 'postfix/empty-result',
  severity: 'warning',
  summary: 'A pattern has nothing behind it',
  source: 'regexp_table(5), pcre_table(5); asked of Postfix 3.7: returns an empty string result, 451 4.3.5 Server configuration error',
  why: `
An indexed table leaves out a key without a value; a pattern without a result stays in its table and answers with an empty
text. Postfix takes that for a fault of the table: \`virtual_alias_maps should return NO RESULT in case of NOT FOUND\`, and
whoever the pattern matches gets 451, so senders try for days; in header_checks every message that it
matches is put off. A list that asks only whether a name is there, such as
local_recipient_maps, wants any word behind the pattern. Domain lists take the empty answer.`,
  examples: [
    {
      title: 'A list of recipients',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
local_recipient_maps = pcre:/etc/postfix/users
-- users --
/^alice@/
^^^^^^^^^ nothing stands behind this pattern, so whoever it matches is put off with 451
/^bob@/ OK
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
bob:x:1001:1001::/home/bob:/bin/sh
`,
      fixed: `
/^alice@/ OK
/^bob@/ OK
`,
    },
    {
      title: 'Aliases, inside a condition',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.org
virtual_alias_maps = regexp:/etc/postfix/virtual.re
-- virtual.re --
if /@example\\.org$/
/^info@/
^^^^^^^^ nothing stands behind this pattern, so whoever it matches is put off with 451
/^sales@/ alice
endif
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
    {
      title: 'Results, and a list of domains that needs none',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = regexp:/etc/postfix/domains.re
virtual_alias_maps = regexp:/etc/postfix/virtual.re
-- domains.re --
/^example\\.org$/
-- virtual.re --
/^info@mail\\.example\\.com$/ alice
-- /etc/passwd --
alice:x:1000:1000::/home/alice:/bin/sh
`,
    },
  ],

  *check({ tables, files }) {
    const told = new Set<string>();
    for (const { file: id, setting } of tables) {
      const file = files.find((it) => it.file === id);
      if (!file || !isPatterns(file) || told.has(file.file) || !/_(maps|restrictions|checks)$/.test(setting)) continue;
      told.add(file.file);
      for (const { at } of withoutResult(file.patterns)) {
        const message = 'nothing stands behind this pattern, so whoever it matches is put off with 451';
        yield { at, message, fixes: listed(setting, at.file, at.end) };
      }
    }
  },
};

function* withoutResult(patterns: readonly PatternRule[]): Generator<PatternRule> {
  for (const it of patterns) {
    if (it.kind === 'if') yield* withoutResult(it.body);
    else if (it.result === '') yield it;
  }
}

/** Where the presence counts alone, any word does. */
function listed(setting: string, file: string, end: number): Fix[] {
  if (!/^(local_recipient|relay_recipient)_maps$/.test(setting)) return [];
  return [{ title: 'Write OK behind the pattern', edits: [insertText(file, end, ' OK')] }];
}

function isPatterns(file: object): file is PatternFile {
  return 'patterns' in file;
}
