import { type Ask, find, makeAsker } from './dns/asker.ts';
import { addressesOf } from './dns/exchange.ts';
import type { Domain } from './domain.ts';
import type { Resolver } from './endpoint.ts';
import { scopeOf } from './ip.ts';
import type { LookUpOptions } from './mx.ts';
import { lookUpAt } from './mxAnswer.ts';
import { error, info } from './mxFindings.ts';
import type { MxAnswer, MxFinding } from './results.ts';

/** A zone has two to seven name servers in practice (RFC 2182 section 5); a hostile one may list hundreds. */
const mostServers = 8;

/**
 * The same question to each name server of the domain, without recursion: what the zone says now, before any cache. A server at a
 * private address is left alone, unless the caller allows it or asks that very address as a resolver already; then its port counts too.
 */
export async function askNameServers(
  domain: Domain,
  resolver: Resolver,
  named: readonly Resolver[],
  options: LookUpOptions,
): Promise<readonly MxAnswer[]> {
  const { timing, signal, progress } = options;
  const ask = makeAsker(resolver, { recursion: true, timing, signal });
  const zone = await findZone(domain.ascii, ask);
  if (zone.kind === 'unknown')
    return [unasked(domain, { name: resolver.name, address: resolver.address }, zone.rcode, error('no-delegation', zone.why))];
  const servers = await Promise.all(
    zone.servers.slice(0, mostServers).map(async (name) => ({ name, found: await addressesOf(ask, name) })),
  );
  const answers = servers.map(async ({ name, found }): Promise<MxAnswer> => {
    const ip = found.addresses[0]?.ip;
    if (ip === undefined)
      return unasked(
        domain,
        { name, address: '' },
        'UNREACHABLE',
        error('name-server-without-address', `the name server ${name} has no address: ${found.note ?? ''}`),
      );
    const known = named.find((it) => it.address === ip);
    const scope = scopeOf(ip);
    if (scope.kind === 'local' && !known && !options.allowPrivateAddresses) {
      return unasked(
        domain,
        { name, address: ip },
        'NOT-ASKED',
        info('name-server-not-public', `${name} is at ${ip} (${scope.words}) and was not asked`),
      );
    }
    progress?.(`Asking the name server ${name} [${ip}]`);
    return askOne(domain, zone.name, { kind: 'resolver', name, address: ip, port: known?.port ?? 53 }, ask, options);
  });
  return Promise.all(answers);
}

async function askOne(
  domain: Domain,
  zone: string,
  server: Resolver,
  askAddresses: Ask,
  { timing, signal }: LookUpOptions,
): Promise<MxAnswer> {
  const ask = makeAsker(server, { recursion: false, timing, signal });
  const [answer, soa] = await Promise.all([lookUpAt(domain, server, { ask, askAddresses, authoritative: true }), find(ask, zone, 'SOA')]);
  const serial = soa.records[0]?.serial;
  return serial === undefined ? answer : { ...answer, serial };
}

type Zone =
  | { readonly kind: 'zone'; readonly name: string; readonly servers: readonly string[] }
  | { readonly kind: 'unknown'; readonly rcode: string; readonly why: string };

/** Goes up from the name until a name has NS records; where there are none the answer names the zone in its SOA record. */
async function findZone(name: string, ask: Ask): Promise<Zone> {
  for (let labels = name.split('.'); 0 < labels.length; labels = labels.slice(1)) {
    const { records, reply } = await find(ask, labels.join('.'), 'NS');
    if (0 < records.length) return { kind: 'zone', name: labels.join('.'), servers: records.map((it) => it.target).sort() };
    if (reply.kind === 'failure')
      return { kind: 'unknown', rcode: reply.rcode, why: `the name servers of ${name} are not known: ${reply.why}` };
    if (reply.message.rcode === 'SERVFAIL' || reply.message.rcode === 'REFUSED') {
      return {
        kind: 'unknown',
        rcode: reply.message.rcode,
        why: `the name servers of ${name} are not known: the resolver answers ${reply.message.rcode}`,
      };
    }
  }
  return { kind: 'unknown', rcode: 'NXDOMAIN', why: `no name servers were found for ${name}` };
}

function unasked(domain: Domain, resolver: MxAnswer['resolver'], rcode: string, finding: MxFinding): MxAnswer {
  return { domain: domain.ascii, resolver, authoritative: true, rcode, records: [], findings: [finding], notes: [], ms: 0 };
}
