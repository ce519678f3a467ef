import { execFileSync, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { query } from '../../client/src/net/dns/resolver.ts';
import { type Domain, parseDomain } from '../../client/src/net/domain.ts';
import type { Resolver } from '../../client/src/net/endpoint.ts';
import { lookUpMx } from '../../client/src/net/mx.ts';
import type { MxAnswer } from '../../client/src/net/results.ts';

// How long 1,000 MX look-ups take, next to what one process of dig takes for the same names at the same server, in the same run.
const COUNT = 1000;
const RUNS = 7;
const AT_ONCE = 50;

if (!isMainThread) await serve();
else if (spawnSync('dig', ['-v']).error) console.log('no dig on this machine, so there is nothing to compare with: install bind9-dnsutils');
else await compare();

async function compare(): Promise<void> {
  const server = new Worker(new URL(import.meta.url));
  const [port] = (await once(server, 'message')) as [number];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'postmaster-bench-'));
  try {
    const names = Array.from({ length: COUNT }, (_, i) => `domain${i}.example`);
    const [alone, whole] = [path.join(folder, 'mx'), path.join(folder, 'whole')];
    writeFileSync(alone, names.map((it) => `${it} MX\n`).join(''));
    writeFileSync(whole, names.map((it) => `${it} MX\nmx.${it} A\nmx.${it} AAAA\n`).join(''));
    const resolver: Resolver = { kind: 'resolver', name: 'bench', address: '127.0.0.1', port };
    const times: readonly [number[], number[], number[], number[]] = [[], [], [], []];
    for (let run = 0; run < RUNS; run++) {
      times[0].push(timeOfDig(alone, COUNT, port));
      times[1].push(await timeOf(names, async (it) => (await query(resolver, it, 'MX')).kind === 'answer'));
      times[2].push(timeOfDig(whole, 3 * COUNT, port));
      times[3].push(await timeOf(names, async (it) => hasBoth(await lookUpMx(parseDomain(it) as Domain, [resolver]))));
    }
    // The quickest of several runs: what else the machine does only ever adds to a time.
    const [dig, questions, digWhole, lookUps] = times.map((it) => Math.min(...it)) as [number, number, number, number];
    console.log(`dig -f, MX only     ${ms(dig)} for ${COUNT} domains in one process`);
    console.log(`MX only             ${ms(questions)} ${AT_ONCE} at once: ${(questions / dig).toFixed(2)} times as long`);
    console.log(`dig -f, addresses   ${ms(digWhole)} for ${COUNT} domains, MX and both addresses of the exchangers`);
    console.log(`whole look-ups      ${ms(lookUps)} with findings, ${AT_ONCE} at once: ${(lookUps / digWhole).toFixed(2)} times as long`);
    console.log(`                             and ${(lookUps / dig).toFixed(2)} times as long as MX only takes dig`);
    if (2 < questions / dig || 2 < lookUps / digWhole) process.exitCode = 1;
    console.log(`memory of the run   ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await server.terminate();
  }
}

function timeOfDig(batch: string, questions: number, port: number): number {
  const start = performance.now();
  const out = execFileSync('dig', ['-f', batch, '@127.0.0.1', '-p', String(port), '+noall', '+answer'], { encoding: 'utf8' });
  const time = performance.now() - start;
  const found = out.split('\n').filter((it) => it !== '').length;
  if (found !== questions) throw new Error(`dig found ${found} records for ${questions} questions`);
  return time;
}

async function timeOf(names: readonly string[], ask: (name: string) => Promise<boolean>): Promise<number> {
  const limit = pLimit(AT_ONCE);
  const start = performance.now();
  const answered = await Promise.all(names.map((it) => limit(() => ask(it))));
  const time = performance.now() - start;
  const failed = answered.filter((it) => !it).length;
  if (0 < failed) throw new Error(`${failed} of ${COUNT} look-ups brought nothing`);
  return time;
}

function hasBoth([answer]: readonly MxAnswer[]): boolean {
  return answer?.records[0]?.addresses.length === 2;
}

/**
 * A small name server that takes nobody's time: every domain has one mail exchanger with an address of each family. It copies the
 * question, whose name the answer points to.
 */
async function serve(): Promise<void> {
  const data: Readonly<Record<number, Buffer>> = {
    1: Buffer.from([192, 0, 2, 1]),
    15: Buffer.from([0, 10, 2, 0x6d, 0x78, 0xc0, 12]),
    28: Buffer.from('20010db8000000000000000000000001', 'hex'),
  };
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const end = bytes.indexOf(0, 12) + 5;
    const type = bytes.readUInt16BE(end - 4);
    const rdata = data[type]!;
    const reply = Buffer.concat([bytes.subarray(0, end), Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 14, 16, 0, rdata.length]), rdata]);
    // A response with authority and recursion: one question, one answer, nothing else.
    reply.set([0x85, 0x80, 0, 1, 0, 1, 0, 0, 0, 0], 2);
    socket.send(reply, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  parentPort?.postMessage(socket.address().port);
}

function ms(time: number): string {
  return `${Math.round(time).toString().padStart(6)} ms`;
}
