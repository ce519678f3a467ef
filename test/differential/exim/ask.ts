import { existsSync } from 'node:fs';
import path from 'node:path';
import { eximRoot } from '../../../scripts/exim.ts';
import { runInBox, whyNoBox } from '../box/box.ts';
import type { Host } from '../box/host.ts';
import type { Ran } from '../box/run.ts';
import type { Job } from './worker.ts';

/** A made-up host with Exim on it; `config` is its whole configuration. */
export interface EximSite {
  readonly config: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly users?: readonly string[];
}

const defaultMs = 60_000;

/** Runs programs one after the other on a machine of its own where Exim has this configuration; nothing leaves that machine. */
export async function askExim(site: EximSite, commands: readonly (readonly string[])[], timeoutMs = defaultMs): Promise<readonly Ran[]> {
  const host: Host = {
    files: site.files ?? {},
    users: site.users ?? ['alice', 'bob'],
    hostname: 'mail.example.com',
    mailname: 'example.com',
  };
  const job: Job = { root: eximRoot, host, config: site.config, commands };
  const result = await runInBox<readonly Ran[] | { readonly error: string }>(worker, job, timeoutMs);
  if (result.kind === 'failed') throw new Error(`Exim could not be asked: ${result.why}`);
  if ('error' in result.answer) throw new Error(`Exim could not be asked: ${result.answer.error}`);
  return result.answer;
}

/** What this machine lacks for asking Exim; undefined: nothing. */
export function whyNoExim(): string | undefined {
  return whyNoBox() ?? (existsSync(path.join(eximRoot, 'usr/sbin/exim4')) ? undefined : 'node scripts/exim.ts was not run');
}

/** What `exim -be` says of each string. */
export async function expandAll(site: EximSite, strings: readonly string[]): Promise<readonly string[]> {
  const groups: (readonly string[])[] = [];
  for (let i = 0; i < strings.length; i += mostAtOnce) groups.push(strings.slice(i, i + mostAtOnce));
  // What it logs while it expands is not asked for.
  const quietly = ['/bin/sh', '-c', 'exec "$@" 2>/dev/null', 'sh', exim];
  const commands = groups.map((group) => [...quietly, '-be', ...group.flatMap((it) => [it, separator])]);
  const ran = await askExim(site, commands);
  return groups.flatMap((group, i) => {
    const answers = ran[i]!.output.split(`${separator}\n`);
    // A string that kills the process leaves those behind it without an answer.
    return group.map((_, j) => (j < answers.length - 1 ? answers[j]!.replace(/\n$/, '') : `Died: ${answers.at(-1)!.trim()}`));
  });
}

/** Where it lies in the box. */
export const exim = '/usr/sbin/exim4';
const separator = '=-=-=';
const mostAtOnce = 200;
const worker = path.join(import.meta.dirname, 'worker.ts');
