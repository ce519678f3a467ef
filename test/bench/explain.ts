import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { mtas } from '../../server/src/mta/index.ts';
import { disk } from '../../server/src/workspace/disk.ts';
import { noSettings } from '../../server/src/workspace/settings.ts';
import type { SystemView } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { ms, timePostmap } from './postmap.ts';

// How long 100,000 explanations take, next to what postmap takes for as many keys of one such table, in the same run.
const COUNT = 100_000;
const STRANGER = '203.0.113.9';

const root = mkdtempSync(path.join(os.tmpdir(), 'postmaster-bench-'));
try {
  const addresses = Array.from({ length: COUNT }, (_, i) => `user${(i * 7919) % (COUNT + COUNT / 10)}@box.example`);
  layOut(addresses);
  const postmap = askPostmap(addresses);
  const ours = askAll(addresses, (view, it) => view.mta.reply(view.system, it, STRANGER).verdict);
  const whole = askAll(addresses, (view, it) => view.mta.explain(view.system, it, STRANGER).rcpt.verdict);
  console.log(`postmap -q -        ${ms(postmap)} for ${COUNT} keys of one hash table`);
  console.log(
    `verdicts            ${ms(ours.time)} for ${COUNT} addresses, ${ours.accepted} accepted: ${(ours.time / postmap).toFixed(2)} times as long`,
  );
  console.log(`whole explanations  ${ms(whole.time)} with every step and delivery: ${(whole.time / postmap).toFixed(2)} times as long`);
  console.log(`memory of the run   ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function layOut(addresses: readonly string[]): void {
  mkdirSync(path.join(root, 'etc/postfix'), { recursive: true });
  const put = (name: string, text: string) => writeFileSync(path.join(root, name), text);
  put(
    'etc/postfix/main.cf',
    `compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = box.example
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
virtual_mailbox_base = /var/mail
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_alias_maps = hash:/etc/postfix/virtual
recipient_delimiter = +
`,
  );
  put('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n');
  put('etc/postfix/vmailbox', addresses.map((_, i) => `user${i}@box.example\tbox/user${i}/\n`).join(''));
  put('etc/postfix/virtual', addresses.map((_, i) => `alias${i}@box.example\tuser${i}@box.example\n`).join(''));
}

/** Milliseconds that postmap takes; the table is compiled before. */
function askPostmap(addresses: readonly string[]): number {
  const table = `hash:${path.join(root, 'etc/postfix/vmailbox')}`;
  timePostmap([table]);
  const time = timePostmap(['-q', '-', table], `${addresses.join('\n')}\n`);
  rmSync(path.join(root, 'etc/postfix/vmailbox.db'));
  return time;
}

/** From reading the files to the last verdict. */
function askAll(
  addresses: readonly string[],
  ask: (view: SystemView, address: string) => string,
): { readonly time: number; readonly accepted: number } {
  const start = performance.now();
  const workspace = new Workspace({ world: disk, mtas, settings: { ...noSettings, serverRoot: root }, log: console.error });
  workspace.setFolders([root]);
  const view = workspace.snapshot().systems[0]!;
  let accepted = 0;
  for (const it of addresses) if (ask(view, it) === 'accepted') accepted++;
  return { time: performance.now() - start, accepted };
}
