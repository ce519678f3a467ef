import { finish, readJob } from '../box/box.ts';
import { type Ran, run } from '../box/run.ts';
import { becomeEximHost, type EximHost } from './prepare.ts';

/** What ask.ts sends: a host, and what to run there, programs with their words. */
export interface Job extends EximHost {
  readonly commands: readonly (readonly string[])[];
  /** How long each of them may take. */
  readonly commandMs: number;
}

async function answer({ commands, commandMs, ...host }: Job): Promise<readonly Ran[]> {
  await becomeEximHost(host);
  const res: Ran[] = [];
  for (const words of commands) res.push(await run(words, { timeoutMs: commandMs }));
  return res;
}

try {
  finish(await answer(await readJob<Job>()));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error) });
}
