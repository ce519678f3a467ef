import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { finish, readJob } from '../box/box.ts';
import { startDns } from '../box/dns.ts';
import { run } from '../box/run.ts';
import type { AddressAnswers, PostfixSite } from '../postfix/answers.ts';
import { hostOf } from '../postfix/answers.ts';
import { askEach, submit, whyNotReady } from '../postfix/interview.ts';
import { startNeighbors } from '../postfix/neighbors.ts';
import { box, clear, commandMs, compile, effectiveSettings, layOut, logFile, outdate } from '../postfix/prepare.ts';

/** What ask.ts sends: one deployment and what was made of it. The first site tells which other servers there are. */
export interface Job {
  readonly sites: readonly PostfixSite[];
  readonly addresses: readonly string[];
  readonly client: 'inside' | 'outside';
  readonly deadlineMs: number;
}

/** What a stranger gets, and what becomes of the mail; `why` where nobody answers. */
export interface SiteAnswers {
  readonly why?: string;
  readonly addresses: Readonly<Record<string, AddressAnswers>>;
}

const leavingMs = 30_000;
const compiledEndings = ['.db', '.lmdb', '.cdb'];

async function answerAll({ sites, addresses, client }: Job): Promise<readonly SiteAnswers[]> {
  const [first] = sites;
  if (!first) return [];
  await clear();
  await startDns({ [hostOf(first).hostname]: { A: ['127.0.0.1'] }, ...first.dns });
  const answers: SiteAnswers[] = [];
  for (const [i, site] of sites.entries()) {
    if (0 < i) takeAway(sites[i - 1]!, site);
    const { settings, queue } = await furnish(site);
    if (i === 0) await startNeighbors(site, settings, queue);
    answers.push(await ask(addresses, client, queue));
  }
  return answers;
}

/** Puts the site where the server looks; returns what its parameters are, and where its queue lies. */
async function furnish(site: PostfixSite): Promise<{ readonly settings: string; readonly queue: string }> {
  await layOut(site);
  const queue = await box(site);
  const settings = await effectiveSettings();
  await compile(site, settings, []);
  for (const [file, text] of Object.entries(site.changedSince ?? {})) outdate(file, text);
  return { settings, queue };
}

/** What the site before has and the next one does not, and everything that was compiled. */
function takeAway(before: PostfixSite, next: PostfixSite): void {
  for (const file of Object.keys(before.files)) {
    if (!(file in next.files)) rmSync(file, { force: true });
    for (const ending of compiledEndings) rmSync(file + ending, { force: true });
  }
}

async function ask(addresses: readonly string[], client: Job['client'], queue: string): Promise<SiteAnswers> {
  const before = log().length;
  const readLog = (): string => log().slice(before);
  const why = (await refresh()) ?? (await whyNotReady(readLog));
  if (why !== undefined) {
    // master(8) remembers for a minute that its children died.
    stopAll();
    return { why, addresses: {} };
  }
  const replies = await askEach(client, addresses, readLog);
  const statuses = await submit(new Map([[client, replies]]), { addresses, queue, readLog, notes: [] });
  const answered = addresses.map((it): [string, AddressAnswers] => {
    const [outside, final] = [replies.get(it), statuses.get(it)];
    return [it, { rcpt: { ...(outside && { outside }) }, ...(final && { final }) }];
  });
  return { addresses: Object.fromEntries(answered) };
}

/** Starts the server, or makes the running one forget what it has read: no process may be left that knows the site before. */
async function refresh(): Promise<string | undefined> {
  const [master] = processes(/^master$/);
  if (master === undefined) {
    const why = await start();
    // A machine with much to do may need a second try; a configuration that nobody can read needs none.
    return why === undefined || why.includes('postfix: fatal: ') ? why : start();
  }
  const old = processes(servants);
  // What `postfix reload` does, without its script's questions to postconf.
  const { status, output } = await run(['postsuper', 'active'], { timeoutMs: commandMs });
  if (status !== 0) return output.trim();
  process.kill(master, 'SIGHUP');
  const end = Date.now() + leavingMs;
  while (Date.now() < end && processes(servants).some((it) => old.includes(it))) await new Promise((resolve) => setTimeout(resolve, 10));
  return undefined;
}

/** Why it does not start. */
async function start(): Promise<string | undefined> {
  const { status, output } = await run(['postfix', 'start'], { timeoutMs: commandMs });
  if (status === 0) return undefined;
  stopAll();
  return `postfix start ended with status ${status}: ${output.trim()}`;
}

/** The processes that decide about recipients; postlogd only writes. */
const servants = /^(smtpd|cleanup|trivial-rewrite|local|virtual|smtp|lmtp|error|pipe|proxymap|qmgr|bounce)$/;

function stopAll(): void {
  for (const it of [...processes(/^master$/), ...processes(servants), ...processes(/^(postlogd|pickup|anvil)$/)]) {
    try {
      process.kill(it, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** By the names of their programs; this machine has no others. What has ended and was not waited for does not count. */
function processes(names: RegExp): readonly number[] {
  return readdirSync('/proc')
    .filter((it) => /^\d+$/.test(it) && names.test(nameOf(it)))
    .map(Number);
}

function nameOf(id: string): string {
  try {
    const [, name = '', state] = /\((.*)\) (\w)/s.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
    return state === 'Z' ? '' : name;
  } catch {
    return '';
  }
}

function log(): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
}

const job = await readJob<Job>();
setTimeout(() => finish({ error: `not done after ${job.deadlineMs} ms\n${log().slice(-3000)}` }), job.deadlineMs);
try {
  finish(await answerAll(job));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error) });
}
