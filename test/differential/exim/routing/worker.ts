import { finish, readJob } from '../../box/box.ts';
import { startDns, type Zone } from '../../box/dns.ts';
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
