import { describe, expect, test } from 'vitest';
import type { Format } from '../../../server/src/core/syntax.ts';
import { aliases } from '../../../server/src/formats/aliases.ts';
import { nameList } from '../../../server/src/formats/nameList.ts';
import { postmapTable } from '../../../server/src/formats/postmapTable.ts';
import { cidrTable } from '../../../server/src/mta/postfix/syntax/cidrTable.ts';
import { mainCf } from '../../../server/src/mta/postfix/syntax/mainCf.ts';
import { masterCf } from '../../../server/src/mta/postfix/syntax/masterCf.ts';
import { pcreTable, regexpTable } from '../../../server/src/mta/postfix/syntax/patternTable.ts';
import { checkSyntax, drawTree } from './draw.ts';

const ignored = (what: string) => `a byte order mark stands before the first ${what}, so Postfix ignores this line`;

// What postmap, postalias and postconf of Postfix 3.7 list of the same text.
describe('a byte order mark is part of the first word', () => {
  test.each<readonly [string, Format, string, string, string]>([
    [
      'a table',
      postmapTable,
      'a@b.test x\n',
      'a byte order mark stands before the first key, so that entry is not found',
      'mapping «\uFEFFa@b.test» «x»\n',
    ],
    [
      'aliases',
      aliases,
      'webmaster: jane\n',
      'a byte order mark stands before the first name, so that alias is not found',
      'mapping «\uFEFFwebmaster» «jane»\n',
    ],
    ['a regexp table', regexpTable, '/^a/ x\n', ignored('pattern'), ''],
    ['a pcre table', pcreTable, '/^a/ x\n/^b/ y\n', ignored('pattern'), 'mapping «/^b/» «y»\n'],
    ['a cidr table', cidrTable, '10.0.0.0/8 x\n11.0.0.0/8 y\n', ignored('network'), 'mapping «11.0.0.0/8» «y»\n'],
    [
      'a list of names',
      nameList,
      'b.test\n',
      'a byte order mark stands before the first name, so the server reads another name',
      'record «\uFEFFb.test»\n',
    ],
    [
      'master.cf',
      masterCf,
      'smtp inet n - y - - smtpd\n',
      'a byte order mark stands before the first service, so Postfix does not know that service',
      'service «\uFEFFsmtp» «inet» «n» «-» «y» «-» «-» «smtpd»\n',
    ],
    [
      'main.cf',
      mainCf,
      'mydomain = a\n',
      'a byte order mark stands before the first name, so Postfix does not know that parameter',
      'setting «\uFEFFmydomain» «a»\n',
    ],
  ])('of %s', (_, format, text, message, tree) => {
    const [first = '', ...rest] = `\uFEFF${text}`.split('\n');
    checkSyntax(format, [first, `^ ${message}`, ...rest].join('\n'), tree);
  });

  test('an alias is not found', () => {
    const { rows } = aliases.parse('aliases', '\uFEFFwebmaster: jane\n');
    expect([rows.find('webmaster'), rows.find('\uFEFFwebmaster')]).toEqual([-1, 0]);
  });

  test('an if is none', () => {
    expect(drawTree(pcreTable.parse('t', '\uFEFFif /^a/\n/^a/ x\nendif\n'))).toBe('mapping «/^a/» «x»\n');
  });

  test('before a comment or alone it says something else', () => {
    const said = (text: string) => postmapTable.parse('t', text).problems.map((it) => it.message);
    expect(said('\uFEFF# who\na b\n')).toEqual(['a byte order mark stands before the #, so this line is not read as a comment']);
    expect(said('\uFEFF\na b\n')).toEqual(['a byte order mark stands here, which is read as text']);
    expect(said('\uFEFF')).toEqual(['a byte order mark stands here, which is read as text']);
  });
});
