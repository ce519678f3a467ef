import { appendFileSync, chmodSync, chownSync, mkdirSync } from 'node:fs';
import { becomeHost, type Host, write } from '../box/host.ts';
import { run } from '../box/run.ts';

/** Where Exim lies unpacked, and the host that it is to serve. */
export interface EximHost {
  readonly root: string;
  readonly host: Host;
  /** Its whole configuration; without one Debian's files say what Exim does. */
  readonly config?: string;
}

const configFile = '/etc/exim4/exim4.conf';
const id = 150;

/** Inside a box: makes it a host on which Exim could be run. */
export async function becomeEximHost({ root, host, config }: EximHost): Promise<void> {
  await run(['cp', '-a', `${root}/usr`, `${root}/etc`, '/'], { timeoutMs: 30_000 });
  await serve(host);
  if (config !== undefined) write(configFile, config);
}

/** The same for a host that has Exim. */
export async function serve(host: Host): Promise<void> {
  await becomeHost(host, []);
  addExim();
}

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
