import { describe, expect, test } from 'vitest';
import { converter } from '../../../server/src/lsp/convert.ts';
import { readSettings } from '../../../server/src/lsp/settings.ts';
import { fileOf, hrefOf, uriOf } from '../../../server/src/lsp/uri.ts';

describe('a document', () => {
  test.each([
    ['file:///etc/a%20b', '/etc/a b'],
    ['file:///c%3A/etc/x', 'c:/etc/x'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
  ])('%s is %s inside the program, and back', (uri, file) => {
    expect(fileOf(uri)).toBe(file);
    expect(uriOf(file)).toBe(uri);
  });

  test('is linked to at a line, and no name of a file ends the link', () => {
    expect(hrefOf('/etc/a) [x](b', 3)).toBe('file:///etc/a%29%20%5Bx%5D%28b#L3');
  });
});

describe('a place', () => {
  const text = '\uFEFFa = é\r\nb = 😀 bad\r\n';
  const convert = converter(() => text);

  test('has columns in UTF-16 code units, and line breaks of either kind', () => {
    const start = text.indexOf('bad');
    expect(convert.range({ file: '/x', start, end: start + 3 })).toEqual({
      start: { line: 1, character: 7 },
      end: { line: 1, character: 10 },
    });
  });

  test('on the first line has the column that an editor shows, which hides a byte order mark', () => {
    expect(convert.range({ file: '/x', start: 1, end: 2 }).start).toEqual({ line: 0, character: 0 });
    expect(convert.range({ file: '/x', start: 0, end: 1 }).end).toEqual({ line: 0, character: 0 });
    expect(convert.offset('/x', { line: 0, character: 4 })).toBe(text.indexOf('é'));
  });

  test('comes back from a position', () => {
    expect(convert.offset('/x', { line: 1, character: 7 })).toBe(text.indexOf('bad'));
  });
});

describe('a finding', () => {
  test('becomes a diagnostic with its rule as the code and its related places', () => {
    const convert = converter((file) => (file === '/x' ? 'bad\n' : '\n\nwhy\n'));
    const diagnostic = convert.diagnostic({
      rule: 'toy/bad',
      severity: 'info',
      message: 'x is bad',
      at: { file: '/x', start: 0, end: 3 },
      related: [{ at: { file: '/y', start: 2, end: 5 }, message: 'because of this' }],
    });
    expect(diagnostic).toEqual({
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
      message: 'x is bad',
      severity: 3,
      code: 'toy/bad',
      source: 'postmaster',
      relatedInformation: [
        {
          location: { uri: 'file:///y', range: { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } } },
          message: 'because of this',
        },
      ],
    });
  });
});

describe('settings', () => {
  test('are read with what is of a wrong type left out', () => {
    const settings = readSettings(
      {
        rules: { 'a/b': 'off', 'c/d': 'loud', 'e/f': 3 },
        paths: { '/etc/toy/': 'deploy/toy', '/etc': '/srv/etc', relative: 'x', '/bad': 1 },
        localUsers: ['ann', 'files/passwd', 7],
        target: { toyVersion: '3.7' },
      },
      ['/ws'],
    );
    expect(settings).toEqual({
      rules: new Map([['a/b', 'off']]),
      paths: [
        { prefix: '/etc/toy', folder: '/ws/deploy/toy' },
        { prefix: '/etc', folder: '/srv/etc' },
      ],
      localUsers: ['ann', '/ws/files/passwd'],
      version: '3.7',
    });
  });

  test.each([undefined, null, 'text', [1], { rules: [], paths: 'x', localUsers: '', target: null }])(
    'of %j are the usual ones',
    (value) => {
      expect(readSettings(value, [])).toEqual({ rules: new Map(), paths: [], localUsers: [] });
    },
  );
});
