import { expect, test } from 'vitest';
import { readRecipient } from '../../../server/src/mta/postfix/routing/envelope.ts';

/** One address a line, and what smtpd takes it for. Each was put to Postfix 3.7 as RCPT TO:<…>. */
function read(lines: string, isStrict = false): string {
  const draw = (text: string): string => {
    const found = readRecipient(text, isStrict);
    return found ? [found.local, ...(found.domain === undefined ? [] : [found.domain])].join(' at ') : 'none';
  };
  return lines
    .split('\n')
    .map((it) => (it === '' ? '' : `${it} = ${draw(it)}`))
    .join('\n');
}

test('an address with names, comments and blanks around it', () => {
  expect(
    read(`
alice@example.com
<alice@example.com>
alice @example.com
Alice Smith <alice@example.com>
alice@example.com (a comment)
(a (nested) comment)alice@example.com
group: alice@example.com;
@other.test,@example.net:alice@example.com
alice@"example.com"
"two words"@example.com
"alice"."x"@example.com
alice\\@example.com
alice@[192.0.2.1]
`),
  ).toBe(`
alice@example.com = alice at example.com
<alice@example.com> = alice at example.com
alice @example.com = alice at example.com
Alice Smith <alice@example.com> = alice at example.com
alice@example.com (a comment) = alice at example.com
(a (nested) comment)alice@example.com = alice at example.com
group: alice@example.com; = alice at example.com
@other.test,@example.net:alice@example.com = alice at example.com
alice@"example.com" = alice at example.com
"two words"@example.com = two words at example.com
"alice"."x"@example.com = alice.x at example.com
alice\\@example.com = alice at example.com
alice@[192.0.2.1] = alice at [192.0.2.1]
`);
});

test('no address, or more than one', () => {
  expect(
    read(`
<>
""
alice,bob@example.com
alice;bob@example.com
alice bob@example.com
alice"x"@example.com
"alice\\"@example.com
`),
  ).toBe(`
<> = none
"" = none
alice,bob@example.com = none
alice;bob@example.com = none
alice bob@example.com = none
alice"x"@example.com = none
"alice\\"@example.com = none
`);
});

test('a strict server takes the address alone', () => {
  expect(
    read(
      `
alice@example.com
<alice@example.com>
Alice <alice@example.com>
alice@example.com (a comment)
@example.com
`,
      true,
    ),
  ).toBe(`
alice@example.com = alice at example.com
<alice@example.com> = alice at example.com
Alice <alice@example.com> = none
alice@example.com (a comment) = none
@example.com = none
`);
});
