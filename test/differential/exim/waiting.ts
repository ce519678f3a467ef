import { rmSync } from 'node:fs';
import { run } from '../box/run.ts';
import { exim } from './ask.ts';

const timeoutMs = 60_000;

/** Inside a box: delivers a message to all of them and tells for whom it is still in the queue behind that. Nothing is left of it. */
export async function askWaiting(addresses: readonly string[]): Promise<readonly string[]> {
  const input = 'Subject: test\n\ntest\n';
  await run([exim, '-odf', '-oi', '-f', 'sender@sender.test', '--', ...addresses], { timeoutMs, input });
  const { output } = await run([exim, '-bp'], { timeoutMs });
  for (const folder of ['input', 'msglog', 'db']) rmSync(`/var/spool/exim4/${folder}`, { recursive: true, force: true });
  return [...output.matchAll(/^ {10}(\S+)$/gm)].map(([, it]) => it!);
}
