import { existsSync, readFileSync } from 'node:fs';
import { finish, readJob } from '../box/box.ts';
import type { Conversation } from '../box/conversation.ts';
import { converse } from '../box/conversation.ts';
import { startDns } from '../box/dns.ts';
import { run } from '../box/run.ts';
import type { AddressAnswers, Answers, Client, CommandAnswer, PostfixSite, Questions, RcptAnswer, Status } from './answers.ts';
import { hostOf, rcptAnswer } from './answers.ts';
import { complaints, follow, lastWords } from './log.ts';
import { port } from './master.ts';
import { startNeighbors } from './neighbors.ts';
import { box, clear, commandMs, compile, layOut, logFile, outdate, spoken } from './prepare.ts';
import { resolveAddress } from './rewriteService.ts';

/** What ask.ts sends: a site, what to ask of it, and how long that may take. */
export interface Job {
  readonly site: PostfixSite;
  readonly questions: Questions;
  readonly deadlineMs: number;
}

const sender = 'probe@sender.test';
const addressOf: Readonly<Record<string, string>> = { inside: '127.0.0.1', outside: '203.0.113.9' };
/** How long a message may be on its way before we report what we know. */
const deliveryMs = 15_000;

const notes: string[] = [];

async function answer({ site, questions, deadlineMs }: Job): Promise<Answers> {
  const version = (await run(['postconf', '-dh', 'mail_version'], { timeoutMs: commandMs })).output.trim();
  await clear();
  // A host that is its own mail exchanger: what it does not take for local loops back.
  await startDns({ [hostOf(site).hostname]: { A: ['127.0.0.1'] }, ...site.dns });
  await layOut(site);
  const { output } = await run(['postconf', '-n'], { timeoutMs: commandMs });
  const postconf = spoken(output);
  const tools = { postconf, check: [] as readonly string[], tables: [] as readonly string[] };
  const compiled: string[] = [];
  const base = { version, tools, notes, compiled, commands: [], log: [] };
  const fatal = postconf.find((it) => it.startsWith('fatal:'));
  if (fatal !== undefined) return { ...base, service: { kind: 'none', why: fatal }, addresses: noService(questions, fatal) };

  const queue = await box(site);
  const settings = await run(['sh', '-c', 'postconf -x; postconf -nx; postconf -Px; postconf -Mx'], { timeoutMs: commandMs });
  tools.tables = await compile(site, settings.output, compiled);
  for (const [file, text] of Object.entries(site.changedSince ?? {})) outdate(file, text);
  tools.check = spoken((await run(['postfix', 'check'], { timeoutMs: commandMs })).output);
  notes.push(...(await startNeighbors(site, settings.output, queue)));
  const start = await run(['postfix', 'start'], { timeoutMs: commandMs });
  const why = start.status === 0 ? await whyNotReady() : `postfix start ended with status ${start.status}`;
  if (why !== undefined) {
    const words = [...tools.tables, ...spoken(start.output)].find((it) => it.includes('fatal:')) ?? why;
    return { ...base, service: { kind: 'none', why: words }, addresses: noService(questions, words), log: complaints(readLog()) };
  }
  const clients = questions.clients ?? ['inside', 'outside'];
  const rcpt = new Map<Client, ReadonlyMap<string, RcptAnswer>>();
  for (const client of clients) rcpt.set(client, await askEach(client, questions.addresses));
  const addresses: Record<string, AddressAnswers> = {};
  const final = questions.final ? await submit(rcpt, questions.addresses, Math.min(deliveryMs, deadlineMs / 2)) : undefined;
  for (const address of questions.addresses) {
    const resolved = await resolveAddress(queue, sender, address);
    const statuses = final?.get(address);
    addresses[address] = {
      rcpt: Object.fromEntries(clients.map((client) => [client, rcpt.get(client)!.get(address)!])),
      ...(resolved ? { resolved } : {}),
      ...(statuses ? { final: statuses } : {}),
    };
  }
  const commands: CommandAnswer[] = [];
  for (const command of questions.commands ?? []) commands.push({ command, ...(await run(command, { timeoutMs: commandMs })) });
  const died = lastWords(readLog());
  const service = died === undefined ? ({ kind: 'running' } as const) : ({ kind: 'none', why: died } as const);
  return { ...base, service, addresses, commands, log: complaints(readLog()) };
}

/** Undefined once smtpd greets. A smtpd that dies does not refuse: master holds the connection and tries again later. */
async function whyNotReady(): Promise<string | undefined> {
  const end = Date.now() + 5000;
  for (;;) {
    try {
      (await open()).end();
      return undefined;
    } catch (error) {
      const died = lastWords(readLog());
      if (died !== undefined) return died;
      if (end <= Date.now()) return `nothing answers: ${String(error)}`;
      await pause(20);
    }
  }
}

function open(): Promise<Conversation> {
  const timing = { greetingMs: 4000, replyMs: 20_000, isHopeless: () => lastWords(readLog()) !== undefined };
  return converse({ host: '127.0.0.1', port }, timing);
}

async function greet(client: Client): Promise<Conversation> {
  const conversation = await open();
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
async function askEach(client: Client, addresses: readonly string[]): Promise<ReadonlyMap<string, RcptAnswer>> {
  const answers = new Map<string, RcptAnswer>();
  let conversation: Conversation | undefined;
  for (const address of addresses) {
    try {
      conversation ??= await greet(client);
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
async function submit(
  rcpt: ReadonlyMap<Client, ReadonlyMap<string, RcptAnswer>>,
  addresses: readonly string[],
  limitMs: number,
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
        conversation ??= await greet(client);
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
  const end = Date.now() + limitMs;
  for (;;) {
    const log = readLog();
    const progress = [...ids].map(([address, id]) => [address, follow(log, id)] as const);
    const isOver = progress.every(([, it]) => it.isComplete);
    if (!isOver && Date.now() < end) {
      await pause(50);
      continue;
    }
    if (!isOver) notes.push('some mail was still on its way at the end');
    for (const [address, it] of progress) statuses.set(address, it.statuses);
    return statuses;
  }
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

function noService(questions: Questions, why: string): Record<string, AddressAnswers> {
  const clients = questions.clients ?? ['inside', 'outside'];
  const rcpt = Object.fromEntries(clients.map((it) => [it, { kind: 'no-service', why } as const]));
  return Object.fromEntries(questions.addresses.map((it) => [it, { rcpt }]));
}

function readLog(): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const job = await readJob<Job>();
setTimeout(() => finish({ error: `not done after ${job.deadlineMs} ms`, log: readLog().slice(-3000) }), job.deadlineMs);
try {
  finish(await answer(job));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error), log: readLog().slice(-3000) });
}
