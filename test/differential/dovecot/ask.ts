import path from 'node:path';
import { runInBox } from '../box/box.ts';
import type { Answers, DovecotSite } from './answers.ts';
import type { Job } from './worker.ts';

const deadlineMs = 60_000;

/** Starts a real Dovecot with these files on a machine of its own and asks its LMTP server for each address, one after the other. */
export async function askDovecot(site: DovecotSite, addresses: readonly string[]): Promise<Answers> {
  const job: Job = { site, addresses, deadlineMs };
  const result = await runInBox<Answers | { readonly error: string; readonly log: string }>(worker, job, deadlineMs);
  if (result.kind === 'failed') throw new Error(`Dovecot could not be asked: ${result.why}`);
  if ('error' in result.answer) throw new Error(`Dovecot could not be asked: ${result.answer.error}\n${result.answer.log}`);
  return result.answer;
}

const worker = path.join(import.meta.dirname, 'worker.ts');
