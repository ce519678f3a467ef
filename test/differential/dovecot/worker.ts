import { finish, readJob } from '../box/box.ts';
import { converse } from '../box/conversation.ts';
import { becomeHost } from '../box/host.ts';
import type { Answers, DovecotSite } from './answers.ts';
import { hostOf } from './answers.ts';
import { clear, log, port, services, startDovecot } from './start.ts';

/** What ask.ts sends. */
export interface Job {
  readonly site: DovecotSite;
  readonly addresses: readonly string[];
  readonly deadlineMs: number;
}

async function answer({ site, addresses }: Job): Promise<Answers> {
  clear();
  await becomeHost(hostOf(site), services);
  const noService = await startDovecot();
  if (noService !== undefined) return { replies: Object.fromEntries(addresses.map((it) => [it, 'no service'])), noService, log: log() };
  const replies: Record<string, string> = {};
  const conversation = await converse({ host: '127.0.0.1', port }, { greetingMs: 30_000, replyMs: 30_000, isHopeless: () => false });
  await conversation.say('LHLO client.test');
  for (const address of addresses) {
    // An auth process that does not start keeps every question waiting twice as long as the one before.
    if (log().includes('auth: Fatal: ')) break;
    await conversation.say('MAIL FROM:<probe@sender.test>');
    replies[address] = (await conversation.say(`RCPT TO:<${address}>`)).join(' ');
    await conversation.say('RSET');
  }
  conversation.end();
  return { replies, log: log() };
}

const job = await readJob<Job>();
setTimeout(() => finish({ error: `not done after ${job.deadlineMs} ms`, log: log().slice(-3000) }), job.deadlineMs);
try {
  finish(await answer(job));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error), log: log().slice(-3000) });
}
