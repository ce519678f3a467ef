import { finish, readJob } from '../../box/box.ts';
import { startDns, type Zone } from '../../box/dns.ts';
import { run } from '../../box/run.ts';
import { becomeEximHost, type EximHost } from '../prepare.ts';
import { type Answers, addressOf } from './answers.ts';
import { askRcpt } from './rcpt.ts';
import { askRoutes } from './routes.ts';

/** What ask.ts sends. */
export interface Job extends EximHost {
  readonly dns: Readonly<Record<string, Zone>>;
  readonly addresses: readonly string[];
}

async function answer({ dns, addresses, ...host }: Job): Promise<Answers> {
  await startDns(dns);
  await becomeEximHost(host);
  // So do Debian's scripts before Exim begins; it changes nothing where Exim has a configuration of its own.
  await run(['/usr/sbin/update-exim4.conf'], { timeoutMs: 30_000 });
  return {
    inside: await askRcpt(addressOf.inside, addresses),
    outside: await askRcpt(addressOf.outside, addresses),
    route: await askRoutes(addresses),
  };
}

try {
  finish(await answer(await readJob<Job>()));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error) });
}
