import { appendFileSync, chmodSync, chownSync, mkdirSync } from 'node:fs';
import { finish, readJob } from '../box/box.ts';
import { becomeHost, type Host, write } from '../box/host.ts';
import { type Ran, run } from '../box/run.ts';

/** What ask.ts sends: where Exim lies unpacked, a host, its configuration, and what to run. */
export interface Job {
  readonly root: string;
  readonly host: Host;
  readonly config?: string;
  /** Programs with their words. */
  readonly commands: readonly (readonly string[])[];
}

const configFile = '/etc/exim4/exim4.conf';
const commandMs = 30_000;
const id = 150;

/** Exim does not run without the user that it was built for, nor Debian's configuration without uucp. */
function addExim(): void {
  appendFileSync('/etc/passwd', `Debian-exim:x:${id}:${id}::/var/spool/exim4:/usr/sbin/nologin\n`);
  appendFileSync('/etc/passwd', 'uucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin\n');
  appendFileSync('/etc/group', `Debian-exim:x:${id}:\n`);
  for (const folder of ['/var/spool/exim4', '/var/log/exim4', '/var/lib/exim4']) {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, id, id);
    chmodSync(folder, 0o750);
  }
}

async function answer({ root, host, config, commands }: Job): Promise<readonly Ran[]> {
  await run(['cp', '-a', `${root}/usr`, `${root}/etc`, '/'], { timeoutMs: commandMs });
  await becomeHost(host, []);
  addExim();
  if (config !== undefined) write(configFile, config);
  const res: Ran[] = [];
  for (const words of commands) res.push(await run(words, { timeoutMs: commandMs }));
  return res;
}

try {
  finish(await answer(await readJob<Job>()));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error) });
}
