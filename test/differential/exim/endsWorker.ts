import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { finish, readJob } from '../box/box.ts';
import { startDns, type Zone } from '../box/dns.ts';
import type { Host } from '../box/host.ts';
import { becomeEximHost, serve } from './prepare.ts';
import { addressOf } from './routing/answers.ts';
import { askRcpt } from './routing/rcpt.ts';
import { askRoutes } from './routing/routes.ts';
import { askWaiting } from './waiting.ts';

/** What ends.ts sends: hosts to be, one after the other. */
export interface Job {
  readonly root: string;
  readonly dns: Readonly<Record<string, Zone>>;
  readonly hosts: readonly Host[];
  readonly addresses: readonly string[];
}

/** By address: the reply to a stranger, and where the routers lead; and who still waits behind them. */
export interface HostAnswers {
  readonly outside: Readonly<Record<string, string>>;
  readonly route: Readonly<Record<string, string>>;
  readonly waiting: readonly string[];
}

async function answer({ root, dns, hosts, addresses }: Job): Promise<readonly HostAnswers[]> {
  await startDns(dns);
  const res: HostAnswers[] = [];
  for (const [i, host] of hosts.entries()) {
    if (i === 0) await becomeEximHost({ root, host });
    else {
      leave(hosts[i - 1]!, host);
      await serve(host);
    }
    res.push({
      outside: await askRcpt(addressOf.outside, addresses),
      route: await askRoutes(addresses),
      waiting: await askWaiting(addresses),
    });
  }
  return res;
}

/** Takes away the files of a host that was and that the next one lacks, and the mail that came to it. */
function leave({ files }: Host, next: Host): void {
  for (const file of Object.keys(files))
    if (next.files[file] === undefined && !/^\/etc\/(passwd|group)$/.test(file)) rmSync(file, { force: true });
  for (const folder of ['/var/mail', '/var/vmail'])
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true, force: true });
}

try {
  finish(await answer(await readJob<Job>()));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error) });
}
