import path from 'node:path';
import { expect, test } from 'vitest';
import { mtas } from '../../server/src/mta/index.ts';
import { disk } from '../../server/src/workspace/disk.ts';
import { noSettings } from '../../server/src/workspace/settings.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';

// Each example shows its faults, and nothing else is found in it.

test.each([
  [
    'chess-club',
    [
      'etc/aliases "brois" exim/dead-redirect-target',
      'etc/exim/addresses "info@juniors.example" exim/domain-not-local',
      'etc/exim/exim.conf "local_part_suffix = +*" exim/suffix-on-one-router',
    ],
  ],
  ['upgraded-debian', ['etc/exim4/conf.d/router/350_local-virtual "$domain" exim/tainted-path']],
  ['virtual-mailboxes', []],
])('%s', (name, expected) => {
  const root = path.join(import.meta.dirname, '../../examples', name);
  const fail = (message: string) => {
    throw new Error(message);
  };
  const workspace = new Workspace({ world: disk, mtas, settings: { ...noSettings, serverRoot: root }, log: fail });
  workspace.setFolders([root]);
  const snapshot = workspace.snapshot();
  const found = snapshot.findings().map(({ at, rule }) => {
    return `${path.relative(root, at.file)} "${snapshot.textOf(at.file).slice(at.start, at.end)}" ${rule}`;
  });
  expect(found.sort()).toEqual(expected);
});
