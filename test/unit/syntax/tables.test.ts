import { expect, test } from 'vitest';
import { aliases } from '../../../server/src/formats/aliases.ts';
import { nameList } from '../../../server/src/formats/nameList.ts';
import { homeOf, passwd } from '../../../server/src/formats/passwd.ts';
import type { TableFile } from '../../../server/src/formats/postmapTable.ts';
import { postmapTable, rightSide } from '../../../server/src/formats/postmapTable.ts';
import { checkSyntax } from './draw.ts';

test('an entry is a key and the rest of its line', () => {
  checkSyntax(
    postmapTable,
    '# comment\nann@a.test   alice, bob  \n@a.test\tcarol\r\n"q q"@a.test x\nkey: value\n',
    `
mapping «ann@a.test» «alice, bob»
mapping «@a.test» «carol»
mapping «"q q"@a.test» «x»
mapping «key:» «value»
`,
  );
});

test('what postmap skips is kept apart, with the reason', () => {
  checkSyntax(
    postmapTable,
    `
 indented x
ann
"open quote x
^^^^^^^^^^^^^ the double quotes do not pair up, so postmap skips this entry
bob  y
`,
    `
mapping «bob» «y»
skipped starts-with-blank: « indented x»
skipped no-value: «ann»
skipped unbalanced-quote: «"open quote x»
`,
  );
});

test('a continued value is joined without its line breaks and without the comments between', () => {
  const { rows } = postmapTable.parse('t', 'list a,\n# not this\n   b,\n\n\tc\nnext d\n') as TableFile;
  expect([rightSide(rows, 0), rightSide(rows, 1)]).toEqual(['a,   b,\tc', 'd']);
});

test('a key may be followed by its value on the next line', () => {
  checkSyntax(postmapTable, 'ann\n  alice\n', 'mapping «ann» «alice»\n');
});

test('a list of names: several a line, comments to the end of their line, no continuation', () => {
  checkSyntax(
    nameList,
    '# a\nb.test, c.test\n  !d.test\n#e\nf.test # g.test\n  # h\nUP.test\r\n',
    'record «b.test»\nrecord «c.test»\nrecord «!d.test»\nrecord «f.test»\nrecord «UP.test»\n',
  );
});

test('a user is the first field of its line', () => {
  const file = passwd.parse(
    '/etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\n# no: x\n\n:x\nann:x:1001:1001::/home/ann:/bin/sh\n+::::::\n',
  ) as TableFile;
  expect(file.entries.map((it) => it.name.text)).toEqual(['root', 'ann', '+']);
  expect([homeOf(file, 0), homeOf(file, 1), homeOf(file, 2)]).toEqual(['/root', '/home/ann', '']);
});

test.each([postmapTable, aliases, passwd])('the entries of a table are made when somebody looks: $id', (format) => {
  const file = format.parse('t', 'root:x y\nann:x z\n');
  expect(Object.getOwnPropertyDescriptor(file, 'entries')?.get).toBeTypeOf('function');
  expect(file.entries).toBe(file.entries);
});
