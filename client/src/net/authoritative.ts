import { type Ask, find, makeAsker } from './dns/asker.ts';
import { findDelegation, isWithin, type NameServer } from './dns/delegation.ts';
import { usualDnsTiming } from './dns/timing.ts';
import type { Domain } from './domain.ts';
import type { Resolver } from './endpoint.ts';
import { error, info, warning } from './finding.ts';
import { scopeOf } from './ip.ts';
import type { LookUpOptions } from './mx.ts';
import { lookUpAt } from './mxAnswer.ts';
import { wildcardFindings } from './mxWildcard.ts';
import type { MxAnswer, MxFinding } from './results.ts';

/** One IPv4 and one IPv6 address, or the glue and what the zone says. */
const mostAddresses = 2;

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
  const { timing = usualDnsTiming, signal, progress, allowPrivateAddresses, nameServerPort = 53 } = options;
  const ask = makeAsker(resolver, { ...options, recursion: true });
  const serverAt = (name: string, ip: string): Resolver | undefined => {
    const known = named.find((it) => it.address === ip && !it.over);
    const isLeftAlone = scopeOf(ip).kind === 'local' && !known && !allowPrivateAddresses;
    return isLeftAlone ? undefined : { kind: 'resolver', name, address: ip, port: known?.port ?? nameServerPort };
  };
  // On the way down the next server is as good as a second question to this one.
  const once = { recursion: false, timing: { ...timing, tries: 1 }, signal };
  const askServer = (ip: string): Ask | undefined => {
    const server = serverAt(ip, ip);
    return server && makeAsker(server, once);
  };
  progress?.(`Following the delegation of ${domain.text}`);
  const found = await findDelegation(domain.ascii, { ask, askServer });
  if (found.kind === 'unknown')
    return [unasked(domain, { name: resolver.name, address: resolver.address }, found.rcode, [error('no-delegation', found.why)])];
  const { zone } = found;
  const answers = found.servers.map(async (server): Promise<MxAnswer> => {
    const findings = [...nameServerFindings(server, zone)];
    const ips = [...new Set([...server.addresses, ...server.glue])];
    const at = { name: server.name, address: ips[0] ?? '' };
    if (ips.length === 0) return unasked(domain, at, 'UNREACHABLE', findings);
    const servers = ips.flatMap((ip) => serverAt(server.name, ip) ?? []).slice(0, mostAddresses);
    if (servers.length === 0) {
      const { words } = scopeOf(ips[0]!);
      return unasked(domain, at, 'NOT-ASKED', [
        info('name-server-not-public', `${server.name} is at ${ips[0]} (${words}) and was not asked`),
        ...findings,
      ]);
    }
    progress?.(`Asking the name server ${server.name} [${servers[0]!.address}]`);
    const answer = await askFirst(domain, zone, servers, ask, options);
    return { ...answer, findings: [...answer.findings, ...findings] };
  });
  return Promise.all(answers);
}

/** The answer from the first address that gives one. */
async function askFirst(
  domain: Domain,
  zone: string,
  [server, ...others]: readonly Resolver[],
  askResolver: Ask,
  options: LookUpOptions,
): Promise<MxAnswer> {
  const ask = makeAsker(server!, { ...options, recursion: false });
  const asking = { ask: insideZone(ask, askResolver, domain.ascii, zone), askAddresses: insideZone(ask, askResolver, undefined, zone) };
  const answer = await lookUpAt(domain, server!, { ...asking, zone });
  const isSilent = ['TIMEOUT', 'UNREACHABLE', 'REFUSED-CONNECTION'].includes(answer.rcode);
  if (isSilent && 0 < others.length) return askFirst(domain, zone, others, askResolver, options);
  if (isSilent) return answer;
  const soa = await find(ask, zone, 'SOA');
  const isIts = soa.reply.kind === 'answer' && soa.reply.message.authoritative;
  if (!isIts) return answer;
  const serial = soa.records[0]?.serial;
  const findings = [...answer.findings, ...(await wildcardFindings(domain, answer, zone, ask))];
  return { ...answer, findings, ...(serial === undefined ? {} : { serial }) };
}

/**
 * A name server knows only its own names. Where an alias or an exchange leads out of the zone, or into one that it delegates, a
 * resolver is asked; never for the domain itself, whose answer is what the server is judged by.
 */
function insideZone(askServer: Ask, askResolver: Ask, domain: string | undefined, zone: string): Ask {
  return async (name, type) => {
    if (!isWithin(name, zone)) return askResolver(name, type);
    const reply = await askServer(name, type);
    const isIts = name === domain || (reply.kind === 'answer' && reply.message.authoritative);
    return isIts ? reply : askResolver(name, type);
  };
}

/** What is wrong with a name server before it is asked. */
function* nameServerFindings({ name, namedBy, addresses, glue, alias, note }: NameServer, zone: string): Generator<MxFinding> {
  if (addresses.length === 0) {
    const so = glue.length === 0 ? 'so nobody can ask it' : `only the zone above gives ${glue.join(', ')}`;
    yield error('name-server-without-address', `the name server ${name} has no address: ${note ?? 'none was found'}, ${so}`);
  }
  if (alias !== undefined)
    yield warning('name-server-is-alias', `the name server ${name} is an alias for ${alias}, which RFC 2181 section 10.3 forbids`);
  if (namedBy === 'parent')
    yield warning('delegation-differs', `the zone above sends resolvers to ${name}, which ${zone} itself does not name`);
  if (namedBy === 'zone')
    yield warning('delegation-differs', `${zone} names ${name}, to which the zone above sends nobody, so it helps only who asked before`);
  const old = glue.filter((it) => !addresses.includes(it));
  if (0 < old.length && 0 < addresses.length)
    yield warning('glue-differs', `the zone above has ${name} at ${old.join(', ')}, and the zone itself at ${addresses.join(', ')}`);
}

function unasked(domain: Domain, resolver: MxAnswer['resolver'], rcode: string, findings: readonly MxFinding[]): MxAnswer {
  return { domain: domain.ascii, resolver, authoritative: true, rcode, records: [], findings, notes: [], ms: 0 };
}
