import { describe, expect, test } from 'vitest';
import { drawMarks, parseFixture } from './fixture.ts';

const classes = `
-- main.cf --
mydestination = localhost, example.com
                           ^^^^^^^^^^^ example.com is local here
virtual_mailbox_domains = example.com
                          ^^^^^^^^^^^ also: ignored
-- /etc/aliases --
-- /etc/postfix/virtual --
a@example.com alice
`;

describe('a fixture', () => {
  test('is files and marks', () => {
    const { files, marks } = parseFixture(classes);
    expect([...files.keys()]).toEqual(['main.cf', '/etc/aliases', '/etc/postfix/virtual']);
    expect(files.get('main.cf')).toBe('mydestination = localhost, example.com\nvirtual_mailbox_domains = example.com\n');
    expect(files.get('/etc/aliases')).toBe('');
    expect(marks.map((it) => [files.get(it.file)!.slice(it.start, it.end), it.text])).toEqual([
      ['example.com', 'example.com is local here'],
      ['example.com', 'also: ignored'],
    ]);
  });

  test('draws to the text it came from', () => {
    const { files, marks } = parseFixture(classes);
    expect(`\n${drawMarks(files, marks)}`).toBe(classes);
  });

  test('begins with main.cf where nothing else is said', () => {
    const { files, cursor } = parseFixture('\nmyhostname = a\nmy<|>origin = b\n');
    expect([...files]).toEqual([['main.cf', 'myhostname = a\nmyorigin = b\n']]);
    expect(cursor).toEqual({ file: 'main.cf', offset: 17 });
  });

  test('two marks on one line stand in the order of the text, whatever their order was', () => {
    const files = new Map([['main.cf', 'one two\n']]);
    const [one, two] = [
      { file: 'main.cf', start: 0, end: 3, text: 'a' },
      { file: 'main.cf', start: 4, end: 7, text: 'b' },
    ];
    expect(drawMarks(files, [two, one])).toBe('-- main.cf --\none two\n^^^ a\n    ^^^ b\n');
  });

  test('a mark over two lines is drawn at its first', () => {
    const { marks } = parseFixture('\na = b\n^^^^^^^^^ both\n  c\n');
    expect(marks).toEqual([{ file: 'main.cf', start: 0, end: 9, text: 'both' }]);
  });

  test('an empty range and the end of a text without a line break can be drawn', () => {
    const files = new Map([['main.cf', 'a']]);
    expect(drawMarks(files, [{ file: 'main.cf', start: 1, end: 1, text: 'end' }])).toBe('-- main.cf --\na\n ^ end\n');
  });

  test('tells how old a file is', () => {
    const { files, ages } = parseFixture('-- /etc/postfix/virtual --\na b\n-- /etc/postfix/virtual.db (age 3d) --\n');
    expect([...files.keys()]).toEqual(['/etc/postfix/virtual', '/etc/postfix/virtual.db']);
    expect([...ages]).toEqual([['/etc/postfix/virtual.db', 259_200_000]]);
  });

  test('names a file twice only by mistake', () => {
    expect(() => parseFixture('-- a --\n-- a --\n')).toThrow('two files a');
  });
});
