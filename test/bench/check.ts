import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mtas } from '../../server/src/mta/index.ts';
import { disk } from '../../server/src/workspace/disk.ts';
import { noSettings } from '../../server/src/workspace/settings.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { ms, timePostmap } from './postmap.ts';

// How long all rules take over a site of fifty files, and over a million aliases, next to postmap making tables of the same entries.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const TABLES = 48;
const ENTRIES = 20_000;
const ALIASES = 1_000_000;

const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-bench-'));
try {
  benchSite();
  benchAliases('in the order of their names', (i) => i);
  // As names come that people have: no neighbor in the file is one in the table.
  benchAliases('in no order', (i) => (i * 611_953) % ALIASES);
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** main.cf, a list of users and as many tables of virtual aliases as make fifty files. */
function benchSite(): void {
  const names = Array.from({ length: TABLES }, (_, i) => `/etc/postfix/virtual${i}`);
  const rows = ENTRIES / TABLES;
  put('site/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nstaff:x:1000:1000::/home/staff:/bin/sh\n');
  put(
    'site/etc/postfix/main.cf',
    `compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = ${names.map((_, i) => `site${i}.example`).join(', ')}
virtual_alias_maps = ${names.map((it) => `hash:${it}`).join(', ')}
`,
  );
  let all = '';
  for (const [i, name] of names.entries()) {
    const lines = Array.from(
      { length: rows },
      (_, row) => `user${row}@site${i}.example  ${row === 0 ? 'staff' : `user${row - 1}@site${i}.example`}\n`,
    );
    put(`site${name}`, lines.join(''));
    all += lines.join('');
  }
  put('all', all);
  const ours = checkCold(path.join(root, 'site'));
  const postmap = timePostmap([`hash:${path.join(root, 'all')}`]);
  console.log(`a site from cold    ${ms(ours.time)} for ${TABLES + 2} files with ${ENTRIES} entries, ${ours.found} findings`);
  console.log(
    `postmap hash:       ${ms(postmap)} for the same entries in one table: we take ${(ours.time / postmap).toFixed(2)} times as long`,
  );
}

function benchAliases(order: string, numberOf: (i: number) => number): void {
  const numbers = Array.from({ length: ALIASES }, (_, i) => numberOf(i));
  const targetOf = (n: number) => (n % 10 === 0 ? 'root' : `user${n - 1 - ((n * 7919) % n)}`);
  const text = numbers.map((n) => `user${n}: ${targetOf(n)}\n`).join('');
  put('host/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n');
  put('host/etc/postfix/main.cf', 'compatibility_level = 3.6\nmyhostname = mail.example.com\nalias_maps = lmdb:/etc/aliases\n');
  put('host/etc/aliases', text);
  put('table', text.replaceAll(':', ' '));
  const ours = checkCold(path.join(root, 'host'));
  const postmap = timePostmap([`lmdb:${path.join(root, 'table')}`]);
  rmSync(path.join(root, 'table.lmdb'));
  const each = Math.round((ours.kept - text.length) / ALIASES);
  console.log(`${ALIASES} aliases     ${ms(ours.time)} ${order}, ${ours.found} findings, ${each} bytes an entry beyond the text`);
  console.log(`postmap lmdb:       ${ms(postmap)} for the same entries: we take ${(ours.time / postmap).toFixed(2)} times as long`);
}

/** From reading the files to the last finding, and the bytes that are kept then. */
function checkCold(folder: string): { readonly time: number; readonly found: number; readonly kept: number } {
  const before = used();
  const start = performance.now();
  const workspace = new Workspace({ world: disk, mtas, settings: { ...noSettings, serverRoot: folder }, log: console.error });
  workspace.setFolders([path.join(folder, 'etc')]);
  const found = workspace.snapshot().findings().length;
  const time = performance.now() - start;
  const kept = used() - before;
  // The snapshot is asked once more, so that nothing of it is let go before it was weighed.
  return { time, found: Math.max(found, workspace.snapshot().findings().length), kept };
}

function used(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function put(name: string, text: string): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
