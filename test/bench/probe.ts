import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { type Address, parseAddress } from '../../client/src/net/address.ts';
import { probeRecipient } from '../../client/src/net/probe.ts';

// 1,000 recipients in one session, next to one swaks process for each, on the same smtp-sink in the same run. So many swaks are not
// worth the wait: a few are measured and the rest is reckoned.
const COUNT = 1000;
const SWAKS = 20;

const recipients = Array.from({ length: COUNT }, (_, i) => `user${i}@box.example`);
for (const tool of ['swaks', 'smtp-sink']) {
  if (has(tool)) continue;
  console.error(`${tool} is not installed, so there is nothing to compare with; on Debian: apt-get install swaks postfix`);
  process.exit(1);
}
const port = await freePort();
const folder = mkdtempSync(path.join(os.tmpdir(), 'postmaster-bench-'));
const cli = await bundle();
const sink = await startSink(port);
try {
  const swaks = (timeSwaks(recipients.slice(0, SWAKS)) / SWAKS) * COUNT;
  console.log(`${COUNT} recipients at smtp-sink`);
  console.log(`one swaks each         ${ms(swaks)} reckoned from ${SWAKS} runs`);
  show('one session', await timeProbe(false), swaks);
  show('the same, pipelining', await timeProbe(true), swaks);
  show('the whole command', timeCommand([]), swaks);
  show('the same, pipelining', timeCommand(['--pipeline']), swaks);
  console.log(`memory of the run      ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`);
} finally {
  sink.kill();
  rmSync(folder, { recursive: true });
}

function show(what: string, time: number, swaks: number): void {
  console.log(`${what.padEnd(23)}${ms(time)} swaks takes ${Math.round(swaks / time)} times as long`);
}

function timeSwaks(some: readonly string[]): number {
  const start = performance.now();
  for (const it of some)
    execFileSync('swaks', ['--to', it, '--from', '<>', '--helo', 'probe.example', '--server', `127.0.0.1:${port}`, '--quit-after', 'RCPT']);
  return performance.now() - start;
}

/** The best of three: the first one also compiles. */
async function timeProbe(pipelining: boolean): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    const results = await probeRecipient(
      recipients.map((it) => parseAddress(it) as Address),
      {
        server: { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port },
        resolvers: [],
        pipelining,
        mayContact: async () => true,
      },
    );
    times.push(performance.now() - start);
    expectAll(results.map((it) => it.verdict));
  }
  return Math.min(...times);
}

/** As the package has it: one file. */
async function bundle(): Promise<string> {
  const outfile = path.join(folder, 'cli.mjs');
  const banner = { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" };
  await build({ entryPoints: ['cli/src/main.ts'], outfile, banner, bundle: true, minify: true, platform: 'node', format: 'esm' });
  return outfile;
}

function timeCommand(options: readonly string[]): number {
  const start = performance.now();
  const call = [cli, 'probe', '--json', '--server', `127.0.0.1:${port}`, ...options, '-'];
  const out = execFileSync(process.execPath, call, { input: recipients.join('\n'), encoding: 'utf8', maxBuffer: 1 << 28 });
  const time = performance.now() - start;
  expectAll(
    out
      .trimEnd()
      .split('\n')
      .map((it) => JSON.parse(it).verdict),
  );
  return time;
}

/** The sink takes everybody, the recipient that cannot exist too. */
function expectAll(verdicts: readonly string[]): void {
  const other = verdicts.find((it) => it !== 'accepts-all');
  if (verdicts.length !== COUNT || other !== undefined) throw new Error(`${verdicts.length} verdicts, one of them ${other}`);
}

function has(tool: string): boolean {
  try {
    execFileSync('which', [tool], { stdio: 'ignore', env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` } });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return free;
}

/** It gives up the rights of root where it has them. */
async function startSink(at: number): Promise<ChildProcess> {
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
  const child = spawn('smtp-sink', [...user, `127.0.0.1:${at}`, '100'], { stdio: 'ignore', env });
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(at, '127.0.0.1');
    const answer = await Promise.race([once(socket, 'connect'), once(socket, 'error').catch(() => undefined)]).catch(() => undefined);
    socket.destroy();
    if (answer) return child;
    await sleep(50);
  }
  throw new Error('smtp-sink does not listen');
}

function ms(time: number): string {
  return `${Math.round(time).toString().padStart(6)} ms`;
}
