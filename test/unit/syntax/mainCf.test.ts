import { expect, test } from 'vitest';
import { mainCf } from '../../../server/src/mta/postfix/syntax/mainCf.ts';
import { checkSyntax } from './draw.ts';

test('a parameter is a name and the words of its value', () => {
  checkSyntax(
    mainCf,
    'myhostname = mail.example.com\nmydestination=a.test, b.test,,c.test\nrelay_domains =\n',
    `
setting «myhostname» «mail.example.com»
setting «mydestination» «a.test» «b.test» «c.test»
setting «relay_domains»
`,
  );
});

test('blank lines and comments end no continuation', () => {
  checkSyntax(
    mainCf,
    'mydomain = a.test\n\n# c\n   # d\n   more\n\tagain\nmyorigin = x\n',
    'setting «mydomain» «a.test» «more» «again»\nsetting «myorigin» «x»\n',
  );
});

test('a # inside a value is part of it', () => {
  checkSyntax(mainCf, 'mydomain = a.test # comment\n', 'setting «mydomain» «a.test» «#» «comment»\n');
});

test('an indented parameter is swallowed by the one above', () => {
  checkSyntax(mainCf, 'myhostname = a.test\n relay_domains = x.test\n', 'setting «myhostname» «a.test» «relay_domains» «=» «x.test»\n');
});

test('the first statement of all is ignored where it is indented', () => {
  checkSyntax(
    mainCf,
    `
# comment
  relay_domains = x.test
  ^^^^^^^^^^^^^^^^^^^^^^ the first statement is indented, so Postfix ignores it
mydomain = a.test
`,
    'setting «mydomain» «a.test»\n',
  );
});

test('without an equals sign, or with two words before it, nothing runs', () => {
  checkSyntax(
    mainCf,
    `
this has no equals
^^^^^^^^^^^^^^^^^^ no = behind the name in "this has no equals", so Postfix does not run
my host name = x
^^^^^^^^^^^^ no = behind the name in "my host name", so Postfix does not run
= value
^ no name before the =, so Postfix does not run
{ x = y }
^^^ no = behind the name in "{ x", so Postfix does not run
mydest
^^^^^^ no = behind the name in "mydest", so Postfix does not run
 ination = localhost
`,
    '',
  );
});

test('the equals sign may stand on the next line', () => {
  checkSyntax(mainCf, 'mydestination\n# why not\n  = localhost,\n  a.test\n', 'setting «mydestination» «localhost» «a.test»\n');
});

test('line breaks of Windows are white space', () => {
  checkSyntax(mainCf, 'mydomain = a.test\r\n  b\r\nmyorigin = c\r\n', 'setting «mydomain» «a.test» «b»\nsetting «myorigin» «c»\n');
});

test('a byte order mark becomes part of the first name', () => {
  checkSyntax(
    mainCf,
    '\uFEFFmydomain = a\n^ a byte order mark stands before the first name, so Postfix does not know that parameter\n',
    'setting «\uFEFFmydomain» «a»\n',
  );
});

test('a blank that is none in ASCII parts no words', () => {
  checkSyntax(mainCf, 'mydestination = a.test,\u00a0b.test\n', 'setting «mydestination» «a.test» «\u00a0b.test»\n');
});

test('the marks of a merge and the statements of a template are read past', () => {
  checkSyntax(
    mainCf,
    `
mydestination = a.test,
<<<<<<< HEAD
^^^^^^^^^^^^ a merge conflict stands here, so Postfix reads both sides or does not run
  b.test
=======
^^^^^^^ a merge conflict stands here, so Postfix reads both sides or does not run
{% if x %}
  c.test
>>>>>>> other
^^^^^^^^^^^^^ a merge conflict stands here, so Postfix reads both sides or does not run
{% endif %}
mydomain = {{ domain }}
`,
    'setting «mydestination» «a.test» «b.test» «c.test»\nsetting «mydomain» «{{» «domain» «}}»\n',
  );
});

test('no line break at the end, and no text at all', () => {
  checkSyntax(mainCf, 'mydomain = a', 'setting «mydomain» «a»\n');
  expect(mainCf.parse('main.cf', '').entries).toEqual([]);
});

test('a name is taken as it is, and both of two equal ones are kept', () => {
  checkSyntax(
    mainCf,
    'MyDomain = a\nmydomain = b\nmydomain = c\n',
    'setting «MyDomain» «a»\nsetting «mydomain» «b»\nsetting «mydomain» «c»\n',
  );
});
