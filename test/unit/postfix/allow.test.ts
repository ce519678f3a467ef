import { describe, expect, test } from 'vitest';
import { openFixture } from '../features/open.ts';

const main = (parameter: string) => `-- etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- etc/postfix/main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
${parameter}
`;

// One finding a format, each on the line below the comment.
const formats = {
  'main.cf': [main('biff = no'), 'mydestinaton = example.com\n', 'postfix/unknown-parameter'],
  'master.cf': [`${main('biff = no')}-- etc/postfix/master.cf --\n`, 'smtp inet n - y\n', 'files/syntax'],
  'an alias file': [
    `${main('alias_maps = hash:/etc/aliases')}-- etc/aliases --\nhostmaster: root\n`,
    'postmaster: nobody-here\n',
    'aliases/dangling-target',
  ],
  'a table': [
    `${main('virtual_alias_maps = hash:/etc/postfix/virtual')}-- etc/postfix/virtual --\n`,
    'info@example.net: root\n',
    'postfix/colon-in-key',
  ],
  'a table of patterns': [
    `${main('virtual_alias_maps = regexp:/etc/postfix/patterns')}-- etc/postfix/patterns --\n`,
    '/^info@ root\n',
    'files/syntax',
  ],
} as const;

describe.each(Object.entries(formats))('in %s a comment silences', (_, [before, line, rule]) => {
  test('nothing without it', () => expect(rulesOf(before + line)).toContain(rule));
  test('its rule on the line below', () => expect(rulesOf(`${before}# postmaster: allow ${rule}\n${line}`)).not.toContain(rule));
  test('several rules', () =>
    expect(rulesOf(`${before}# postmaster: allow postfix/missing-table, ${rule} because we know\n${line}`)).not.toContain(rule));
  test('no other rule', () => expect(rulesOf(`${before}# postmaster: allow postfix/missing-table\n${line}`)).toContain(rule));
});

function rulesOf(fixture: string): readonly string[] {
  return openFixture(fixture)
    .snapshot.findings()
    .map((it) => it.rule);
}
