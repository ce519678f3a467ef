import { describe, expect, test } from 'vitest';
import {
  appendLine,
  applyEdits,
  insertLineAbove,
  insertLineBelow,
  removeFromList,
  removeLines,
  replaceWord,
} from '../../../server/src/core/edits.ts';
import type { Edit, Place } from '../../../server/src/core/text.ts';
import { parseFixture } from '../fixture.ts';

/** The text behind the edit at the one mark of the fixture. */
function edited(fixture: string, edit: (text: string, at: Place) => Edit): string {
  const { files, marks } = parseFixture(fixture);
  const text = files.get('main.cf')!;
  return applyEdits(text, [edit(text, marks[0]!)]);
}

describe('a word of a list goes with its separator', () => {
  test('the last one', () => {
    expect(edited('a = b, c\n       ^\n', removeFromList)).toBe('a = b\n');
  });
  test('the first one', () => {
    expect(edited('a = b, c\n    ^\n', removeFromList)).toBe('a = c\n');
  });
  test('the only one', () => {
    expect(edited('a = b\n    ^\nd = e\n', removeFromList)).toBe('a = \nd = e\n');
  });
  test('one on a line of its own', () => {
    expect(edited('a = b,\n  c,\n  ^\n  d\n', removeFromList)).toBe('a = b,\n  d\n');
  });
  test('the first one on a continued line', () => {
    expect(edited('a =\n  b\n  ^\n  c\n', removeFromList)).toBe('a =\n  c\n');
  });
  test('one in a file of names', () => {
    expect(edited('b\nc\n^\nd\n', removeFromList)).toBe('b\nd\n');
  });
});

describe('a line', () => {
  const above = (text: string, at: Place) => insertLineAbove(text, at, 'new');
  const below = (text: string, at: Place) => insertLineBelow(text, at, 'new');

  test('comes above the line of a word', () => {
    expect(edited('a\n  b c\n    ^\nd\n', above)).toBe('a\nnew\n  b c\nd\n');
  });
  test('comes below the line of a word', () => {
    expect(edited('a\nb c\n^\nd\n', below)).toBe('a\nb c\nnew\nd\n');
  });
  test('comes below the last line, whether or not that ends', () => {
    expect(edited('a\nb\n^\n', below)).toBe('a\nb\nnew\n');
    expect(edited('a\nb', (text) => insertLineBelow(text, { file: 'main.cf', start: 2, end: 3 }, 'new'))).toBe('a\nb\nnew\n');
  });
  test('breaks as the others do', () => {
    expect(applyEdits('a\r\nb', [appendLine('main.cf', 'a\r\nb', 'c')])).toBe('a\r\nb\r\nc\r\n');
    expect(applyEdits('a\r\nb\r\n', [insertLineAbove('a\r\nb\r\n', { file: 'main.cf', start: 3, end: 4 }, 'c')])).toBe('a\r\nc\r\nb\r\n');
  });
  test('goes with its line break', () => {
    expect(edited('a\nb c\n  ^\nd\n', removeLines)).toBe('a\nd\n');
  });
});

test('edits are made from the end of the text, in whatever order they come', () => {
  const place = (start: number, end: number): Place => ({ file: 'main.cf', start, end });
  expect(applyEdits('one two', [replaceWord(place(0, 3), 'three'), replaceWord(place(4, 7), 'four')])).toBe('three four');
});
