import { existsSync, readFileSync, rmSync } from 'node:fs';
import { run } from '../box/run.ts';
import { exim } from './ask.ts';

const timeoutMs = 60_000;

const log = '/var/log/exim4/mainlog';

/** Inside a box: delivers a message to all of them and tells whom a transport did not serve: it waits, or came back. Nothing is left of it. */
export async function askWaiting(addresses: readonly string[]): Promise<readonly string[]> {
  const input = 'Subject: test\n\ntest\n';
  await run([exim, '-odf', '-oi', '-f', 'sender@sender.test', '--', ...addresses], { timeoutMs, input });
  const { output } = await run([exim, '-bp'], { timeoutMs });
  const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
  for (const it of ['/input', '/msglog', '/db'].map((folder) => `/var/spool/exim4${folder}`)) rmSync(it, { recursive: true, force: true });
  rmSync(log, { force: true });
  const waiting = [...output.matchAll(/^ {10}(\S+)$/gm)].map(([, it]) => it!);
  const returned = [...said.matchAll(/ \*\* (\S+)(?: <(\S+)>)? (?:.* )?T=/g)].map(([, last, first]) => first ?? last!);
  return [...waiting, ...returned];
}
