import { expect, test } from 'vitest';
import { explainCode } from '../../../server/src/smtp/codes/explain.ts';
import { escapeMarkdown, toMarkdown } from '../../../server/src/smtp/codes/markdown.ts';

test.each([
  ['550', 'Reply code 550'],
  ['5.1.1', '5.1.1 Bad destination mailbox address'],
  ['4.2.2', '4.2.2 Mailbox full'],
  ['2.1.5', '2.1.5 Destination address valid'],
  ['550 5.1.1', '5.1.1 Bad destination mailbox address'],
  ['550-5.1.1', '5.1.1 Bad destination mailbox address'],
  ['5.01.01', '5.1.1 Bad destination mailbox address'],
  ['5.1.20', '5.1.20 is not registered'],
])('%s is explained as "%s"', (text, title) => {
  expect(explainCode(text)?.title).toBe(title);
});

test.each(['', 'hello', '599', '3.1.1', '6.1.1', '5.1', '5.1.1.1', '55', '5501', '550 hello'])('"%s" is no code', (text) => {
  expect(explainCode(text)).toBeUndefined();
});

test('a code that nobody registered is explained by class and subject', () => {
  const { meaning = '', remarks = [] } = explainCode('5.7.606') ?? {};
  expect(meaning).toBe("It is about security or policy; the rest is this server's own");
  expect(remarks).toEqual(['Class 5: failed for good: the same message to the same address fails again']);
  expect(explainCode('4.9.9')?.meaning).toContain('Nobody has registered it');
});

test('a reply code and an enhanced code that contradict each other are said to', () => {
  expect(explainCode('550 4.1.1')?.remarks[0]).toBe('550 and 4.1.1 contradict each other; the sending server goes by 550');
  expect(explainCode('450 4.1.1')?.remarks[0]).toMatch(/^450: answer to RCPT TO/);
});

test('what is taken for an unknown user is compared, with what providers say', () => {
  const rows = explainCode('5.1.1')?.differs ?? [];
  expect(rows.map((it) => it.code)).toEqual('5.1.1 4.1.1 5.1.10 5.1.2 5.1.3 5.1.6 5.2.1 5.4.1 5.5.0 5.7.1'.split(' '));
  expect(rows.find((it) => it.code === '5.1.10')?.but).toContain('Microsoft 365');
  expect(explainCode('550')?.differs).toBe(rows);
  expect(explainCode('5.2.2')?.differs).toBeUndefined();
});

test('the Markdown holds title, meaning, comparison, steps and source', () => {
  const markdown = toMarkdown(explainCode('550 5.1.1')!);
  expect(markdown).toMatch(/^\*\*5\\\.1\\\.1 Bad destination mailbox address\*\*\n\n/);
  expect(markdown).toContain('| Code | Says | But |\n|---|---|---|\n| 5\\.1\\.1 | ');
  expect(markdown).toContain('\n1. Compare the part before the &#64;');
  expect(markdown).toMatch(/\*RFC 3463 3\\\.2\*$/);
});

test('nothing in a text becomes markup', () => {
  expect(escapeMarkdown('[x](command:y) <b> &amp; `a` | user@example.com\nnext')).toBe(
    '\\[x\\]\\(command&#58;y\\) &lt;b&gt; &amp;amp; \\`a\\` \\| user&#64;example\\.com next',
  );
});
