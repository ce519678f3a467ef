import { existsSync, readFileSync } from 'node:fs';
import { openSystems } from '../../../cli/src/systems.ts';
import { gather } from '../../../client/src/diagnose/gather.ts';
import { judge } from '../../../client/src/diagnose/judge.ts';
import { networkSources } from '../../../client/src/diagnose/network.ts';
import { parseAddress } from '../../../client/src/net/address.ts';
import { parseResolver, parseServer } from '../../../client/src/net/endpoint.ts';
import { explained } from '../../../server/src/lsp/explained.ts';
import { mtas } from '../../../server/src/mta/index.ts';
import type { Explained } from '../../../server/src/protocol.ts';
import { disk } from '../../../server/src/workspace/disk.ts';
import { finish, readJob } from '../box/box.ts';
import { write } from '../box/host.ts';
import { run } from '../box/run.ts';
import type { PostfixSite } from '../postfix/answers.ts';
import { whyNotReady } from '../postfix/interview.ts';
import { port } from '../postfix/master.ts';
import { box, clear, commandMs, compile, layOut, logFile, outdate } from '../postfix/prepare.ts';
import { startMailHost } from './mailHost.ts';
import { startZone } from './zones.ts';

/** What stage.ts sends. */
export interface Job {
  readonly site: PostfixSite;
  readonly zones: { readonly current: string; readonly cached: string };
  readonly hosts: Readonly<Record<string, string>>;
  readonly afterStart: Readonly<Record<string, string>>;
  readonly address: string;
  readonly server?: string;
}

const resolvers = { current: '127.0.0.53', cached: '127.0.0.54' };
const stranger = '203.0.113.9';

async function answer({ site, zones, hosts, afterStart, address: text, server }: Job): Promise<unknown> {
  await clear();
  await startZone(resolvers.current, zones.current);
  if (zones.cached !== '') await startZone(resolvers.cached, zones.cached);
  for (const [ip, answers] of Object.entries(hosts)) await startMailHost(ip, port, answers);
  await layOut(site);
  await box(site);
  const settings = await run(['postconf', '-nx'], { timeoutMs: commandMs });
  await compile(site, settings.output, []);
  for (const [file, changed] of Object.entries(site.changedSince ?? {})) outdate(file, changed);
  await run(['postfix', 'start'], { timeoutMs: commandMs });
  const why = await whyNotReady(() => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''));
  if (why !== undefined) return { error: `Postfix does not run: ${why}` };
  // The listener was moved to a port of the box; whoever reads the files sees the usual one.
  write('/etc/postfix/master.cf', site.files['/etc/postfix/master.cf'] ?? 'smtp inet n - y - - smtpd\n');
  for (const [file, changed] of Object.entries(afterStart)) write(file, changed);

  const address = parseAddress(text);
  if (address.kind === 'refused') return { error: address.why };
  const named = server === undefined ? undefined : parseServer(server);
  if (named?.kind === 'refused') return { error: named.why };
  const asked = zones.cached === '' ? [resolvers.current] : [resolvers.current, resolvers.cached];
  const sources = networkSources({
    resolvers: asked.flatMap((it) => {
      const resolver = parseResolver(it, it === resolvers.cached ? 'Old resolver' : 'Resolver');
      return resolver.kind === 'refused' ? [] : [resolver];
    }),
    server: named,
    port,
    allowPrivateAddresses: true,
    mayContact: async () => true,
  });
  return judge(await gather(address, { ...sources, explain: async (it) => explain(it) }));
}

/** What the files say, as the command line reads them. */
function explain(address: string): readonly Explained[] {
  const io = { out: () => {}, err: () => {}, lines: async function* () {}, cwd: '/' };
  const opened = openSystems({ root: '/' }, [], { io, world: disk, mtas, entriesOf: () => [] });
  if (opened.kind === 'refused') return [];
  const { snapshot, nameOf } = opened;
  return snapshot.systems.map((it) => explained(it, it.mta.explain(it.system, address, stranger), snapshot, nameOf));
}

try {
  finish(await answer(await readJob<Job>()));
} catch (error) {
  finish({ error: error instanceof Error ? error.stack : String(error) });
}
