import { existsSync } from 'node:fs';
import path from 'node:path';
import { eximRoot } from '../../../scripts/exim.ts';
import { runInBox, whyNoBox } from '../box/box.ts';
import type { Host } from '../box/host.ts';
import type { Ran } from '../box/run.ts';
import type { Job } from './worker.ts';

/** A made-up host with Exim on it; `config` is its whole configuration. Without it Debian's files say what Exim does. */
export interface EximSite {
  readonly config?: string;
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
  const job: Job = { root: eximRoot, host, commands, commandMs: timeoutMs / 2, ...(site.config !== undefined && { config: site.config }) };
  const result = await runInBox<readonly Ran[] | { readonly error: string }>(worker, job, timeoutMs);
  if (result.kind === 'failed') throw new Error(`Exim could not be asked: ${result.why}`);
  if ('error' in result.answer) throw new Error(`Exim could not be asked: ${result.answer.error}`);
  return result.answer;
}

/** What this machine lacks for asking Exim; undefined: nothing. */
export function whyNoExim(): string | undefined {
  return whyNoBox() ?? (existsSync(path.join(eximRoot, 'usr/sbin/exim4')) ? undefined : 'node scripts/exim.ts was not run');
}

/** What `exim -be` says of each string. One that begins with a capital letter would define a macro, one with a hyphen be an option. */
export async function expandAll(site: EximSite, strings: readonly string[]): Promise<readonly string[]> {
  // What an expansion leaves behind in $value and $1 would be found by a later one in the same process.
  const alone = [...strings.keys()].filter((i) => leftovers.test(strings[i]!));
  const together = [...strings.keys()].filter((i) => !leftovers.test(strings[i]!));
  const groups = alone.map((i): readonly number[] => [i]);
  for (let i = 0; i < together.length; i += mostAtOnce) groups.push(together.slice(i, i + mostAtOnce));
  // What it logs while it expands is not asked for.
  const quietly = ['/bin/sh', '-c', 'exec "$@" 2>/dev/null', 'sh', exim];
  const ran = await askExim(
    site,
    groups.map((group) => [...quietly, '-be', ...group.flatMap((i) => [strings[i]!, separator])]),
  );
  const res: string[] = [];
  for (const [n, group] of groups.entries()) {
    const answers = ran[n]!.output.split(`${separator}\n`);
    // A string that kills the process leaves those behind it without an answer.
    for (const [j, i] of group.entries()) res[i] = j < answers.length - 1 ? answers[j]!.replace(/\n$/, '') : 'Died: ';
  }
  return res;
}

const leftovers = /\$\{?(\d|value|item)|def:(value|item)/;
/** Where it lies in the box. */
export const exim = '/usr/sbin/exim4';
const separator = '=-=-=';
const mostAtOnce = 200;
const worker = path.join(import.meta.dirname, 'worker.ts');
