import { existsSync } from 'node:fs';
import path from 'node:path';
import { runInBox, whyNoBox } from '../box/box.ts';
import type { Answers, PostfixSite, Questions } from './answers.ts';

const defaultMs = 60_000;

/**
 * Starts a real Postfix with this configuration on a machine of its own and asks it.
 * Nothing leaves that machine, nothing stays behind, and it ends in time (`timeoutMs`, a minute if not told). Any number may run at once.
 */
export async function askPostfix(site: PostfixSite & { readonly timeoutMs?: number }, questions: Questions): Promise<Answers> {
  const { timeoutMs = defaultMs, ...rest } = site;
  const job = { site: rest, questions, deadlineMs: timeoutMs };
  const result = await runInBox<Answers | { readonly error: string; readonly log: string }>(worker, job, timeoutMs);
  if (result.kind === 'failed') throw new Error(`Postfix could not be asked: ${result.why}`);
  if ('error' in result.answer) throw new Error(`Postfix could not be asked: ${result.answer.error}\n${result.answer.log}`);
  return result.answer;
}

/** What this machine lacks for asking Postfix; undefined: nothing. */
export function whyNoPostfix(): string | undefined {
  return whyNoBox() ?? (existsSync('/usr/sbin/postconf') ? undefined : 'Postfix is not installed');
}

const worker = path.join(import.meta.dirname, 'worker.ts');
