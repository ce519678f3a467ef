import { existsSync, readFileSync } from 'node:fs';
import { finish, readJob } from '../../box/box.ts';
import { startDns } from '../../box/dns.ts';
import { run } from '../../box/run.ts';
import { exim } from '../ask.ts';
import { becomeEximHost } from '../prepare.ts';
import type { Job } from './worker.ts';

const log = '/var/log/exim4/mainlog';
const timeoutMs = 60_000;

/** By address: the lines of the log that say what became of a message for it, without their time and number. */
export type Logged = Readonly<Record<string, readonly string[]>>;

/** Sends a message to each address, and delivers it at once; the sender's name tells them apart. */
async function answer({ dns, addresses, ...host }: Job): Promise<Logged> {
  await startDns(dns);
  await becomeEximHost(host);
  for (const [i, address] of addresses.entries())
    await run([exim, '-odf', '-oi', '-f', `sender${i}@sender.test`, '--', address], { timeoutMs, input: 'Subject: test\n\ntest\n' });
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  const names = new Map<string, string>();
  const res: Record<string, string[]> = {};
  for (const line of lines) {
    const [, id, rest = ''] = /^\S+ \S+ (\w{6}-\w{6}-\w{2}) (.*)$/.exec(line) ?? [];
    if (id === undefined) continue;
    const came = /^<= sender(\d+)@sender\.test /.exec(rest);
    if (came) names.set(id, addresses[Number(came[1])]!);
    const address = names.get(id);
    if (address !== undefined && /^(=>|->|\*\*|==) /.test(rest)) (res[address] ??= []).push(rest);
  }
  return res;
}

try {
  finish(await answer(await readJob<Job>()));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error) });
}
