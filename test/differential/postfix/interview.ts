import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Conversation } from '../box/conversation.ts';
import { converse } from '../box/conversation.ts';
import type { Client, RcptAnswer, Status } from './answers.ts';
import { rcptAnswer } from './answers.ts';
import { follow, lastWords } from './log.ts';
import { port } from './master.ts';

/** What the server has logged so far. */
export type ReadLog = () => string;

/** Messages to submit: to whom, where they lie while they are on their way, and where to write down what went wrong. */
export interface Post {
  readonly addresses: readonly string[];
  readonly queue: string;
  readonly readLog: ReadLog;
  readonly notes: string[];
}

export const sender = 'probe@sender.test';
/** A server that is dead says so in its log; how long one that is not may be kept waiting by a machine that has much else to do. */
const patienceMs = 30_000;
/** How long nothing may be heard of a message before we report what we know: where it is on its way, and where none is any more. */
const quietMs = { moving: 15_000, idle: 2_000 } as const;
const addressOf: Readonly<Record<string, string>> = { inside: '127.0.0.1', outside: '203.0.113.9' };

/** Undefined once smtpd greets. A smtpd that dies does not refuse: master holds the connection and tries again later. */
export async function whyNotReady(readLog: ReadLog): Promise<string | undefined> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      (await open(readLog)).end();
      return undefined;
    } catch (error) {
      const died = lastWords(readLog());
      if (died !== undefined) return died;
      if (end <= Date.now()) return `nothing answers: ${String(error)}`;
      await pause(20);
    }
  }
}

function open(readLog: ReadLog): Promise<Conversation> {
  const timing = { greetingMs: patienceMs, replyMs: patienceMs, isHopeless: () => lastWords(readLog()) !== undefined };
  return converse({ host: '127.0.0.1', port }, timing);
}

async function greet(client: Client, readLog: ReadLog): Promise<Conversation> {
  const conversation = await open(readLog);
  const address = addressOf[client] ?? client;
  if (address !== '127.0.0.1') {
    await conversation.say('EHLO client.test');
    // XCLIENT begins the session anew, and without a name the client would be "unknown".
    const kind = address.includes(':') ? 'IPV6:' : '';
    await conversation.say(`XCLIENT ADDR=${kind}${address} NAME=client.test`);
  }
  await conversation.say('EHLO client.test');
  return conversation;
}

/** One transaction for each recipient: after DISCARD or HOLD all later recipients of the same message are accepted unseen. */
export async function askEach(client: Client, addresses: readonly string[], readLog: ReadLog): Promise<ReadonlyMap<string, RcptAnswer>> {
  const answers = new Map<string, RcptAnswer>();
  let conversation: Conversation | undefined;
  for (const address of addresses) {
    try {
      conversation ??= await greet(client, readLog);
      const mail = rcptAnswer(await conversation.say(`MAIL FROM:<${sender}>`));
      const isWelcome = mail.kind === 'reply' && mail.verdict === 'accepted';
      const rcpt = isWelcome ? rcptAnswer(await conversation.say(`RCPT TO:<${address}>`)) : mail;
      answers.set(address, rcpt);
      const hangsUp = rcpt.kind === 'reply' && (rcpt.code === 421 || rcpt.code === 521);
      if (hangsUp) conversation = undefined;
      else await conversation.say('RSET');
    } catch (error) {
      conversation = undefined;
      if (!answers.has(address)) answers.set(address, { kind: 'no-service', why: lastWords(readLog()) ?? String(error) });
    }
  }
  conversation?.end();
  return answers;
}

/** A message to each address that somebody may write to, and what became of it. */
export async function submit(
  rcpt: ReadonlyMap<Client, ReadonlyMap<string, RcptAnswer>>,
  { addresses, queue, readLog, notes }: Post,
): Promise<ReadonlyMap<string, readonly Status[]>> {
  const ids = new Map<string, string>();
  const statuses = new Map<string, readonly Status[]>();
  for (const [client, answers] of rcpt) {
    const isAccepted = (address: string): boolean => answers.get(address)?.kind === 'reply' && isYes(answers.get(address));
    const todo = addresses.filter((it) => isAccepted(it) && !ids.has(it) && !statuses.has(it));
    if (todo.length === 0) continue;
    let conversation: Conversation | undefined;
    for (const [i, address] of todo.entries()) {
      try {
        conversation ??= await greet(client, readLog);
        await conversation.say(`MAIL FROM:<${sender}>`);
        await conversation.say(`RCPT TO:<${address}>`);
        await conversation.say('DATA');
        const headers = [`From: <${sender}>`, `To: <${address}>`, `Message-ID: <${i}@sender.test>`, 'Subject: probe'];
        const reply = await conversation.say([...headers, 'Date: Thu, 01 Jan 2026 00:00:00 +0000', '', 'probe', '.'].join('\r\n'));
        const id = /queued as (\w+)/.exec(reply.join(' '))?.[1];
        if (id === undefined) statuses.set(address, [afterData(address, reply)]);
        else ids.set(address, id);
      } catch (error) {
        conversation = undefined;
        notes.push(`message to ${address}: ${String(error)}`);
      }
    }
    conversation?.end();
  }
  let heard = { length: 0, at: Date.now() };
  for (;;) {
    const log = readLog();
    if (log.length !== heard.length) heard = { length: log.length, at: Date.now() };
    const progress = [...ids].map(([address, id]) => [address, follow(log, id)] as const);
    const isOver = progress.every(([, it]) => it.isComplete);
    if (!isOver && Date.now() < heard.at + (isIdle(queue) ? quietMs.idle : quietMs.moving)) {
      await pause(50);
      continue;
    }
    if (!isOver) notes.push('some mail was still on its way at the end');
    for (const [address, it] of progress) statuses.set(address, it.statuses);
    return statuses;
  }
}

/** Is no message on its way? One that waits, or is held, lies elsewhere. */
function isIdle(queue: string): boolean {
  return ['maildrop', 'incoming', 'active'].every((it) => readdirSync(path.join(queue, it)).length === 0);
}

/** A message that the server refused at the end of DATA. */
function afterData(address: string, reply: readonly string[]): Status {
  const answer = rcptAnswer(reply);
  if (answer.kind !== 'reply') return { to: address, agent: 'smtpd', enhanced: '', status: 'lost', text: answer.why };
  return { to: address, agent: 'smtpd', enhanced: answer.enhanced ?? '', status: answer.verdict, text: `${answer.code} ${answer.text}` };
}

function isYes(answer: RcptAnswer | undefined): boolean {
  return answer?.kind === 'reply' && answer.verdict === 'accepted';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
