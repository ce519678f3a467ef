import { existsSync, readFileSync } from 'node:fs';
import { finish, readJob } from '../box/box.ts';
import { startDns } from '../box/dns.ts';
import { run } from '../box/run.ts';
import type { AddressAnswers, Answers, Client, CommandAnswer, PostfixSite, Questions, RcptAnswer } from './answers.ts';
import { hostOf } from './answers.ts';
import { askEach, sender, submit, whyNotReady } from './interview.ts';
import { complaints, lastWords } from './log.ts';
import { startNeighbors } from './neighbors.ts';
import { box, check, clear, commandMs, compile, effectiveSettings, layOut, logFile, outdate, spoken } from './prepare.ts';
import { resolveAddress } from './rewriteService.ts';

/** What ask.ts sends: a site, what to ask of it, and how long that may take. */
export interface Job {
  readonly site: PostfixSite;
  readonly questions: Questions;
  readonly deadlineMs: number;
}

const notes: string[] = [];

async function answer({ site, questions }: Job): Promise<Answers> {
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
  const settings = await effectiveSettings();
  tools.tables = await compile(site, settings, compiled);
  for (const [file, text] of Object.entries(site.changedSince ?? {})) outdate(file, text);
  tools.check = await check(queue);
  notes.push(...(await startNeighbors(site, settings, queue)));
  const start = await run(['postfix', 'start'], { timeoutMs: commandMs });
  const why = start.status === 0 ? await whyNotReady(readLog) : `postfix start ended with status ${start.status}`;
  if (why !== undefined) {
    const words = [...tools.tables, ...spoken(start.output)].find((it) => it.includes('fatal:')) ?? why;
    return { ...base, service: { kind: 'none', why: words }, addresses: noService(questions, words), log: complaints(readLog()) };
  }
  const clients = questions.clients ?? ['inside', 'outside'];
  const rcpt = new Map<Client, ReadonlyMap<string, RcptAnswer>>();
  for (const client of clients) rcpt.set(client, await askEach(client, questions.addresses, readLog));
  const addresses: Record<string, AddressAnswers> = {};
  const post = { addresses: questions.addresses, queue, readLog, notes };
  const final = questions.final ? await submit(rcpt, post) : undefined;
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

function noService(questions: Questions, why: string): Record<string, AddressAnswers> {
  const clients = questions.clients ?? ['inside', 'outside'];
  const rcpt = Object.fromEntries(clients.map((it) => [it, { kind: 'no-service', why } as const]));
  return Object.fromEntries(questions.addresses.map((it) => [it, { rcpt }]));
}

function readLog(): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
}

const job = await readJob<Job>();
setTimeout(() => finish({ error: `not done after ${job.deadlineMs} ms`, log: readLog().slice(-3000) }), job.deadlineMs);
try {
  finish(await answer(job));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error), log: readLog().slice(-3000) });
}
