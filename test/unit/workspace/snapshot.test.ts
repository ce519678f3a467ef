import { describe, expect, test } from 'vitest';
import type { Mta } from '../../../server/src/core/mta.ts';
import { noSettings, type WorkspaceSettings } from '../../../server/src/workspace/settings.ts';
import type { Snapshot } from '../../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { type Content, type MemoryWorld, memoryWorld } from './memoryWorld.ts';
import { toy } from './toy.ts';

interface Opened {
  readonly world: MemoryWorld;
  readonly workspace: Workspace;
  readonly parsed: string[];
  readonly logged: string[];
}

function open(files: Readonly<Record<string, Content>>, settings: Partial<WorkspaceSettings> = {}, mta?: Mta): Opened {
  const world = memoryWorld(Object.entries(files));
  const parsed: string[] = [];
  const logged: string[] = [];
  const workspace = new Workspace({
    world,
    mtas: [mta ?? toy({ parsed })],
    settings: { ...noSettings, ...settings },
    log: (message) => logged.push(message.split('\n')[0]!),
  });
  workspace.setFolders(['/ws']);
  return { world, workspace, parsed, logged };
}

function drawn(snapshot: Snapshot): string[] {
  return snapshot.systems.map(({ system }) => system.files.map((it) => it.file).join(' '));
}

function said(snapshot: Snapshot): string[] {
  return snapshot.findings().map((it) => `${it.at.file}:${it.at.start} ${it.severity} ${it.message} (${it.rule})`);
}

describe('a snapshot', () => {
  test('follows mentions until nothing is new, each file once', () => {
    const { workspace, parsed } = open({
      '/ws/a/toy.conf': 'include = /etc/toy/one\n',
      '/ws/a/one': 'include = /etc/toy/two\n',
      '/ws/a/two': 'include = /etc/toy/one\n',
    });
    expect(drawn(workspace.snapshot())).toEqual(['/ws/a/toy.conf /ws/a/one /ws/a/two']);
    expect(parsed).toEqual(['/ws/a/toy.conf', '/ws/a/one', '/ws/a/two']);
  });

  test('keeps several systems apart: a file of one is none of the other', () => {
    const { workspace } = open({
      '/ws/a/toy.conf': 'include = /etc/toy/users\n',
      '/ws/a/users': '',
      '/ws/b/toy.conf': 'include = /etc/toy/users\n',
    });
    expect(drawn(workspace.snapshot())).toEqual(['/ws/a/toy.conf /ws/a/users', '/ws/b/toy.conf']);
  });

  test('parses only what changed', () => {
    const { world, workspace, parsed } = open({
      '/ws/a/toy.conf': 'include = /etc/toy/one\n',
      '/ws/a/one': 'x = y\n',
    });
    workspace.snapshot();
    parsed.length = 0;
    world.files.set('/ws/a/one', 'x = z\n');
    world.times.set('/ws/a/one', 2000);
    expect(workspace.written(['/ws/a/one'])).toBe(true);
    workspace.snapshot();
    expect(parsed).toEqual(['/ws/a/one']);
  });

  test('stays as it is when a file changes that no system reads', () => {
    const { workspace } = open({ '/ws/a/toy.conf': '', '/ws/build/log': '' });
    const before = workspace.snapshot();
    expect(workspace.written(['/ws/build/log'])).toBe(false);
    expect(workspace.snapshot()).toBe(before);
  });

  test('is the same one until something changes', () => {
    const { workspace } = open({ '/ws/a/toy.conf': 'x = bad\n' });
    const before = workspace.snapshot();
    expect(workspace.snapshot()).toBe(before);
    workspace.edit('/ws/a/toy.conf', { text: 'x = good\n', version: 1 });
    expect(said(workspace.snapshot())).toEqual([]);
    expect(said(before)).toHaveLength(1);
  });

  test('takes the text of an editor before that of the disk, and the disk again when it is closed', () => {
    const { workspace } = open({ '/ws/a/toy.conf': 'x = good\n' });
    workspace.edit('/ws/a/toy.conf', { text: 'x = bad\n', version: 1 });
    expect(said(workspace.snapshot())).toEqual(['/ws/a/toy.conf:4 warning x is bad (toy/bad)']);
    workspace.close('/ws/a/toy.conf');
    expect(said(workspace.snapshot())).toEqual([]);
  });

  test('knows a file that only an editor has', () => {
    const { workspace } = open({});
    workspace.edit('/ws/new/toy.conf', { text: 'include = /etc/toy/users\n', version: 1 });
    workspace.edit('/ws/new/users', { text: 'x = bad\n', version: 1 });
    expect(drawn(workspace.snapshot())).toEqual(['/ws/new/toy.conf /ws/new/users']);
  });

  test('sees a system that is made, and forgets one that is removed', () => {
    const { world, workspace } = open({});
    expect(drawn(workspace.snapshot())).toEqual([]);
    world.files.set('/ws/a/toy.conf', '');
    workspace.appeared(['/ws/a/toy.conf']);
    expect(drawn(workspace.snapshot())).toEqual(['/ws/a/toy.conf']);
    world.files.delete('/ws/a/toy.conf');
    workspace.appeared(['/ws/a/toy.conf']);
    expect(drawn(workspace.snapshot())).toEqual([]);
  });

  test('only asks whether a file is there that has no format', () => {
    const { world, workspace } = open({ '/ws/a/toy.conf': 'look = /etc/toy/users.db\n', '/ws/a/users.db': new Uint8Array([0, 1]) });
    const [view] = workspace.snapshot().systems;
    expect(view?.seen({ path: '/etc/toy/users.db' })).toEqual({ kind: 'present', file: '/ws/a/users.db', modified: 1000, size: 2 });
    expect(world.reads).toEqual(['/ws/a/toy.conf']);
  });

  test('stops where a model names new files without end', () => {
    const endless = toy();
    const mta: Mta = {
      ...endless,
      model(root, surroundings) {
        const system = endless.model(root, surroundings);
        return { ...system, mentions: [{ path: `/etc/toy/${rounds.push('round')}` }] };
      },
    };
    const rounds: string[] = [];
    const { workspace } = open({ '/ws/a/toy.conf': '' }, {}, mta);
    expect(workspace.snapshot().notes).toEqual(['/ws/a/toy.conf still names new files after 20 rounds, so the rest is left out']);
    expect(rounds).toHaveLength(20);
  });

  test('leaves out a system whose model fails, and says so', () => {
    const mta: Mta = {
      ...toy(),
      model() {
        throw new Error('a fault of ours');
      },
    };
    const { workspace, logged } = open({ '/ws/a/toy.conf': '' }, {}, mta);
    expect(drawn(workspace.snapshot())).toEqual([]);
    expect(logged).toEqual(['reading the system of /ws/a/toy.conf failed: Error: a fault of ours']);
  });

  test('begins only with the root file that somebody named', () => {
    const { workspace } = open({ '/ws/a/toy.conf': '', '/ws/b/toy.conf': '' }, { roots: ['/ws/b/toy.conf'] });
    expect(drawn(workspace.snapshot())).toEqual(['/ws/b/toy.conf']);
  });

  test('reads names of local users from settings and passwd files, and concludes nothing from an absent one', () => {
    const asked: (readonly string[] | undefined)[] = [];
    const mta: Mta = {
      ...toy(),
      model(root, surroundings) {
        asked.push(surroundings.localUsers && [...surroundings.localUsers]);
        return toy().model(root, surroundings);
      },
    };
    const files = { '/ws/a/toy.conf': '', '/ws/passwd': 'root:x:0:0::/root:/bin/sh\n# no:one\nann:x:1:1::/:/bin/sh\n' };
    open(files, { localUsers: ['bob', '/ws/passwd'] }, mta).workspace.snapshot();
    open(files, { localUsers: ['bob', '/ws/gone'] }, mta).workspace.snapshot();
    expect(asked).toEqual([['bob', 'root', 'ann'], undefined]);
  });
});

describe('a file that cannot be read', () => {
  test.each<readonly [string, Content, string]>([
    ['a binary file', new Uint8Array([65, 0, 66]), '/etc/toy/x cannot be read: it is binary, so nothing is known about what it says'],
    ['a folder', { kind: 'directory' }, '/etc/toy/x is a folder, so nothing is known about what it would say'],
    [
      'a link to itself',
      { kind: 'loop' },
      '/etc/toy/x cannot be read: a symbolic link leads to itself, so nothing is known about what it says',
    ],
    [
      'a file of somebody else',
      { kind: 'unreadable', why: 'permission denied' },
      '/etc/toy/x cannot be read: permission denied, so nothing is known about what it says',
    ],
    ['65 MB', 65 * 1024 * 1024, '/etc/toy/x cannot be read: it is larger than 64 MB, so nothing is known about what it says'],
  ])('is told at the word that names it: %s', (_, content, message) => {
    const { workspace } = open({ '/ws/a/toy.conf': 'include = /etc/toy/x\n', '/ws/a/x': content });
    expect(said(workspace.snapshot())).toEqual([`/ws/a/toy.conf:10 warning ${message} (files/unreadable)`]);
  });

  test('is no finding where it is absent: that is for the rules of the server', () => {
    const { workspace } = open({ '/ws/a/toy.conf': 'include = /etc/toy/x\n' });
    expect(said(workspace.snapshot())).toEqual([]);
  });
});

describe('the text of a file', () => {
  test('keeps its byte order mark and its line breaks', () => {
    const { workspace } = open({ '/ws/a/toy.conf': '\uFEFFa = b\r\n' });
    expect(workspace.snapshot().textOf('/ws/a/toy.conf')).toBe('\uFEFFa = b\r\n');
  });

  test('is Latin-1 where it is not UTF-8, and the log says so', () => {
    const { workspace, logged } = open({ '/ws/a/toy.conf': new Uint8Array([0x61, 0xe9, 0x0a]) });
    expect(workspace.snapshot().textOf('/ws/a/toy.conf')).toBe('aé\n');
    expect(logged).toEqual(['/ws/a/toy.conf is not UTF-8, so it was read as Latin-1']);
  });

  test('that is not UTF-8 has a hint where that begins', () => {
    // A replacement character that stands in the file itself is UTF-8.
    const bytes = Buffer.concat([Buffer.from('# \uFFFD\na = '), Buffer.from([0xfc]), Buffer.from('\n')]);
    const { workspace } = open({ '/ws/a/toy.conf': bytes });
    const found = ['/ws/a/toy.conf:10 hint this file is not UTF-8 from here on, so it is read as Latin-1 (files/encoding)'];
    expect(said(workspace.snapshot())).toEqual(found);
    expect(workspace.snapshot().textOf('/ws/a/toy.conf')[10]).toBe('ü');
    workspace.edit('/ws/a/toy.conf', { text: 'a = \uFFFD\n', version: 1 });
    expect(said(workspace.snapshot())).toEqual([
      '/ws/a/toy.conf:4 hint this file is not UTF-8 from here on, so an editor cannot tell this letter (files/encoding)',
    ]);
    workspace.edit('/ws/a/toy.conf', { text: 'a = u\n', version: 2 });
    expect(said(workspace.snapshot())).toEqual([]);
  });

  test('has the byte order mark of the disk where an editor keeps it to itself', () => {
    const { workspace } = open({ '/ws/a/toy.conf': '\uFEFFa = b\n' });
    workspace.edit('/ws/a/toy.conf', { text: 'a = b\n', version: 1 });
    expect(workspace.snapshot().textOf('/ws/a/toy.conf')).toBe('\uFEFFa = b\n');
    workspace.edit('/ws/a/toy.conf', { text: 'a = c\n', version: 2 });
    expect(workspace.snapshot().textOf('/ws/a/toy.conf')).toBe('a = c\n');
  });
});
