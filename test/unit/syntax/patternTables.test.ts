import { expect, test } from 'vitest';
import { hasHostBits, isInside, parseIp, parseNetwork } from '../../../server/src/formats/network.ts';
import { cidrTable } from '../../../server/src/mta/postfix/syntax/cidrTable.ts';
import { pcreTable, regexpTable } from '../../../server/src/mta/postfix/syntax/patternTable.ts';
import { parseFixture } from '../fixture.ts';
import { checkSyntax, drawRules } from './draw.ts';

test('lines of a pattern table', () => {
  checkSyntax(
    regexpTable,
    '# comment\n/^a@/ alice, bob\n!/b/im  x\n|c\\|d| y\n/e/ one\n  two\n# no\n three\n',
    `
mapping «/^a@/» «alice, bob»
mapping «!/b/im» «x»
mapping «|c\\\\|d|» «y»
mapping «/e/» «one  two three»
`,
  );
});

test('an if holds the lines up to its endif', () => {
  const { patterns } = pcreTable.parse('t', 'if /@a\\.test$/\n!/^x/ y\nif !/z/\n/q/ r\nendif\nendif\n/s/ t\n');
  expect(`\n${drawRules(patterns)}`).toBe(`
if @a\\.test$ ready
  match not ^x ready -> y
  if not z ready
    match q ready -> r
match s ready -> t
`);
});

test('an if that Postfix cannot read holds nothing', () => {
  const { patterns } = regexpTable.parse('t', 'if /(/\n/b/ x\nendif\n/c/ y\n');
  expect(`\n${drawRules(patterns)}`).toBe('\nmatch b ready -> x\nmatch c ready -> y\n');
});

// Each message stands for a warning of `postmap -q` with the same text.
test('what Postfix ignores is reported', () => {
  const source = `
  /indented/ x
  ^^^^^^^^^^^^ the first line is indented, so Postfix ignores it
no pattern
^^^^^^^^^^ no pattern between two delimiters, so Postfix ignores this line
/unclosed x
^^^^^^^^^^^ no pattern between two delimiters, so Postfix ignores this line
/a/q x
^^^ unknown flag in "q", so Postfix ignores this line
/(a/ x
^^^^ a ( has no ), so Postfix ignores this line
/[a/ x
^^^^ a [ has no ], so Postfix ignores this line
/(?:a)/ x
^^^^^^^ "(?" begins nothing in a POSIX expression, so Postfix ignores this line
/^(?:\\d+)@/ x
^^^^^^^^^^^ "(?" begins nothing in a POSIX expression, so Postfix ignores this line
/[[:letter:]]/ x
^^^^^^^^^^^^^^ [:letter:] is no class of characters, so Postfix ignores this line
/(a)\\2/ x
^^^^^^^ \\2 refers to a group that is not there, so Postfix ignores this line
/(a)/ $2
      ^^ the pattern has no group 2, so Postfix ignores this line
/(a)/ $domain
      ^^^^^^^ $domain is no number of a group, so Postfix ignores this line
/(a)/ 5$
      ^^ $ is no number of a group, so Postfix ignores this line
!/(a)/ $1
       ^^ $1 stands for nothing where the pattern does not match, so Postfix ignores this line
/empty/
endif
^^^^^ endif without an if above it, so Postfix ignores it
if /a/
^^^^^^ if without an endif below it
/(good)/ $1 $$ \${1} $(1)
`;
  const { files } = parseFixture(source);
  const { patterns, entries } = regexpTable.parse('t', [...files.values()][0]!);
  checkSyntax(
    regexpTable,
    source,
    entries
      .map((it) => `mapping «${it.name.text.replaceAll('\\', '\\\\')}»${it.values.map((value) => ` «${value.text}»`).join('')}\n`)
      .join(''),
  );
  expect(drawRules(patterns)).toContain('  match (good) ready -> $1 $$ ${1} $(1)\n');
});

test('lines of a table of networks', () => {
  checkSyntax(
    cidrTable,
    `
192.0.2.0/24 REJECT no
2001:db8::/32	OK
192.0.2.7/24 REJECT
^^^^^^^^^^^^^^^^^^^ 192.0.2.7/24 has bits beyond its prefix, so Postfix ignores this line
[2001:db8::]/32 OK
^^^^^^^^^^^^^^^^^^ [2001:db8::]/32 is no network address, so Postfix ignores this line
198.51.100.0/24
^^^^^^^^^^^^^^^ no result behind the network, so Postfix ignores this line
example.com OK
^^^^^^^^^^^^^^ example.com is no network address, so Postfix ignores this line
`,
    'mapping «192.0.2.0/24» «REJECT no»\nmapping «2001:db8::/32» «OK»\nmapping «198.51.100.0/24» «»\n',
  );
});

test('networks inside an if', () => {
  const { networks } = cidrTable.parse('t', 'if !192.0.2.0/24\n10.0.0.0/8 a\nendif\n!203.0.113.9 b\n');
  expect(`\n${drawRules(networks)}`).toBe('\nif not 192.0.2.0/24\n  match 10.0.0.0/8 -> a\nmatch not 203.0.113.9/32 -> b\n');
});

test.each([
  ['192.0.2.0/24', '192.0.2.255', true],
  ['192.0.2.0/24', '192.0.3.0', false],
  ['192.0.2.128/25', '192.0.2.127', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['192.0.2.1', '192.0.2.1', true],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/33', '2001:db8:8000::', false],
  ['[::1]/128', '::1', true],
  ['::ffff:192.0.2.0/120', '192.0.2.9', true],
  ['192.0.2.0/24', '::ffff:192.0.2.9', true],
  ['::/0', '192.0.2.9', false],
])('%s holds %s: %s', (network, address, holds) => {
  expect(isInside(parseIp(address)!, parseNetwork(network)!)).toBe(holds);
});

test.each([
  '',
  'a',
  '1.2.3',
  '1.2.3.256',
  '1.2.3.4/33',
  '::1/129',
  '1::2::3',
  ':1',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  '1.2.3.4/',
  '::1.2.3.4.5',
])('%j is no network', (text) => {
  expect(parseNetwork(text)).toBeUndefined();
});

test.each([
  ['192.0.2.0/24', false],
  ['192.0.2.1/24', true],
  ['192.0.2.1', false],
  ['192.0.2.128/25', false],
  ['0.0.0.0/0', false],
  ['2001:db8::1/64', true],
])('%s has bits beyond its prefix: %s', (network, has) => {
  expect(hasHostBits(parseNetwork(network)!)).toBe(has);
});
