import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disk, walk } from '../../../server/src/workspace/disk.ts';

describe('the disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postmaster-disk-'));
  const below = (files: readonly string[]) => files.map((it) => it.slice(folder.length + 1));

  beforeAll(() => {
    for (const it of ['a/etc', 'node_modules/x', '.git', 'empty']) mkdirSync(join(folder, it), { recursive: true });
    for (const it of ['top', 'a/one', 'a/etc/two', 'node_modules/x/three', '.git/config']) writeFileSync(join(folder, it), it);
    symlinkSync(folder, join(folder, 'a/up'));
    symlinkSync('one', join(folder, 'a/link'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    writeFileSync(join(folder, 'large'), '');
    truncateSync(join(folder, 'large'), 64 * 1024 * 1024 + 1);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('lists files from the top down, each folder once, without what holds no mail server', () => {
    expect(below(disk.list([folder]).files)).toEqual(['large', 'top', 'a/link', 'a/one', 'a/etc/two']);
  });

  test('says where a walk stopped', () => {
    const { files, cut } = walk([folder], 2);
    expect([below(files), cut]).toEqual([['large', 'top'], 2]);
    expect(walk([folder], 5).cut).toBeUndefined();
  });

  test.each([
    ['top', 'bytes'],
    ['a/link', 'bytes'],
    ['a', 'directory'],
    ['gone', 'absent'],
    ['top/below', 'absent'],
    ['dangling', 'absent'],
    ['self', 'loop'],
    ['large', 'too-large'],
    ['pipe', 'unreadable'],
    ['n\0ul', 'unreadable'],
  ])('reads %j as %s', (name, kind) => {
    expect(disk.read(join(folder, name)).kind).toBe(kind);
  });

  test('gives the first bytes, and none of what cannot be read', () => {
    const head = (name: string) => Buffer.from(disk.head(join(folder, name), 4)).toString();
    expect([head('a/one'), head('top'), head('pipe'), head('gone')]).toEqual(['a/on', 'top', '', '']);
  });
});
