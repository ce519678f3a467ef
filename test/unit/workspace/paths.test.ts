import { describe, expect, test } from 'vitest';
import { inferServerRoot, type Located, locate, type Territory } from '../../../server/src/workspace/paths.ts';

function found(path: string, root: string, files: readonly string[], more: Partial<Territory> = {}): string {
  const res: Located = locate(path, {
    mta: 'toy',
    root,
    paths: [],
    exists: (file) => files.includes(file),
    named: (name) => files.filter((it) => it.endsWith(`/${name}`)),
    inside: () => [],
    foldersIn: () => [],
    ...more,
  });
  if (res.kind === 'found') return res.file;
  if (res.likely !== undefined) return `absent, likely at ${res.likely}`;
  return res.expected === undefined ? 'absent' : `absent, expected at ${res.expected}`;
}

describe('a path of the server', () => {
  test('goes where a setting says, and nowhere else', () => {
    const paths = [
      { prefix: '/etc', folder: '/ws/other' },
      { prefix: '/etc/toy', folder: '/ws/deploy' },
    ];
    const files = ['/ws/deploy/users', '/ws/etc/toy/users', '/ws/other/aliases', '/ws/etc/toy/groups'];
    expect(found('/etc/toy/users', '/ws/etc/toy/toy.conf', files, { paths })).toBe('/ws/deploy/users');
    expect(found('/etc/aliases', '/ws/etc/toy/toy.conf', files, { paths })).toBe('/ws/other/aliases');
    expect(found('/etc/toy/groups', '/ws/etc/toy/toy.conf', files, { paths })).toBe('absent, expected at /ws/deploy/groups');
  });

  test('stays below the root that somebody named, whatever dots it holds', () => {
    const more = { serverRoot: '/img' };
    const files = ['/img/etc/users', '/etc/users', '/secret'];
    expect(found('/etc/users', '/img/etc/toy/toy.conf', files, more)).toBe('/img/etc/users');
    expect(found('/../../secret', '/img/etc/toy/toy.conf', files, more)).toBe('absent, expected at /img/secret');
  });

  test('of a folder above may be left out of a copy, or lie beside the root file', () => {
    const more = { serverRoot: '/img' };
    const files = ['/img/etc/toy/aliases', '/img/etc/toy/users', '/etc/toy/aliases'];
    const root = '/img/etc/toy/toy.conf';
    expect(found('/etc/aliases', root, files, more)).toBe('/img/etc/toy/aliases');
    expect(found('/etc/aliases', root, [...files, '/img/etc/aliases'], more)).toBe('/img/etc/aliases');
    expect(found('/etc/aliases', root, [], more)).toBe('absent, likely at /img/etc/aliases');
    expect(found('/etc/aliases', root, ['/img/etc/passwd'], more)).toBe('absent, likely at /img/etc/aliases');
    expect(found('/etc/domains', root, [], more)).toBe('absent, likely at /img/etc/domains');
    expect(found('/etc/domains', root, ['/img/etc/passwd'], more)).toBe('absent, expected at /img/etc/domains');
    expect(found('/etc/toy/sub/users', root, files, more)).toBe('absent, expected at /img/etc/toy/sub/users');
    expect(found('/etc/other/users', root, files, more)).toBe('absent, expected at /img/etc/other/users');
    expect(found('/etc/aliases', '/etc/toy/toy.conf', files, { serverRoot: '/' })).toBe('absent, expected at /etc/aliases');
  });

  test('starts at what stands before the place of the root file', () => {
    expect(found('/etc/aliases', '/ws/mx1/etc/toy/toy.conf', ['/ws/mx1/etc/aliases', '/ws/aliases'])).toBe('/ws/mx1/etc/aliases');
    expect(found('/srv/lists', '/ws/mx1/etc/toy/toy.conf', ['/ws/mx1/etc/passwd'])).toBe('absent, expected at /ws/mx1/srv/lists');
    expect(found('/srv/lists', '/ws/mx1/etc/toy/toy.conf', [])).toBe('absent, likely at /ws/mx1/srv/lists');
  });

  test('is a real file where the root file is', () => {
    expect(found('/etc/aliases', '/etc/toy/toy.conf', ['/etc/aliases', '/home/me/aliases'])).toBe('/etc/aliases');
    expect(found('/etc/users', '/etc/toy/toy.conf', ['/home/me/users'])).toBe('absent, expected at /etc/users');
  });

  test('lies beside the root file where the folder is the configuration folder', () => {
    expect(found('/etc/toy/users', '/ws/conf/toy.conf', ['/ws/conf/users', '/ws/a/users'])).toBe('/ws/conf/users');
    expect(found('/usr/local/etc/toy/sub/users', '/ws/conf/toy.conf', ['/ws/conf/sub/users'])).toBe('/ws/conf/sub/users');
    expect(found('/etc/toy/users', '/ws/conf/toy.conf', [])).toBe('absent, likely at /ws/conf/users');
  });

  test('is else the file that is named most alike', () => {
    expect(found('/etc/mail/aliases', '/ws/conf/toy.conf', ['/ws/x/aliases', '/ws/y/mail/aliases'])).toBe('/ws/y/mail/aliases');
  });

  test('is the nearest of files that are equally alike, then the one with the shorter path', () => {
    const files = ['/ws/far/away/aliases', '/ws/conf/sub/aliases', '/ws/conf/b/aliases'];
    expect(found('/etc/aliases', '/ws/conf/toy.conf', files)).toBe('/ws/conf/b/aliases');
  });

  test('is expected nowhere when only its name could have told', () => {
    expect(found('/var/lib/list', '/ws/conf/toy.conf', [])).toBe('absent');
  });

  test('without a slash in front starts at the folder of the root file', () => {
    expect(found('users', '/ws/conf/toy.conf', ['/ws/conf/users'])).toBe('/ws/conf/users');
  });

  test('of a document that was never saved is only looked for by its name', () => {
    expect(found('/etc/toy/users', 'untitled:Untitled-1', ['/ws/users'])).toBe('/ws/users');
    expect(found('/etc/toy/users', 'untitled:Untitled-1', [])).toBe('absent');
  });
});

test.each([
  ['/etc/toy/toy.conf', '/'],
  ['/etc/toy.conf', '/'],
  ['/usr/local/etc/toy/toy.conf', '/'],
  ['/srv/image/etc/toy/toy.conf', '/srv/image'],
  ['/srv/image/usr/local/etc/toy/toy.conf', '/srv/image'],
  ['c:/deploy/etc/toy/toy.conf', 'c:/deploy'],
  ['/ws/conf/toy.conf', undefined],
  ['/etc/ansible/roles/mail/files/toy.conf', undefined],
])('the root file %s says that / is %s', (root, expected) => {
  expect(inferServerRoot(root)).toBe(expected);
});
