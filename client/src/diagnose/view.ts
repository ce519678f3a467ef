import type { Explained } from '../../../server/src/protocol.ts';
import { isConclusive, propagation } from '../net/mxCompare.ts';
import type { MxAnswer, MxRecord, ProbeResult } from '../net/results.ts';
import type { Evidence, HostAnswer } from './evidence.ts';

/** The evidence with the questions answered that every cause asks. */
export interface View {
  readonly evidence: Evidence;
  readonly address: string;
  readonly domain: string;
  /** The configuration that speaks for the domain, or the only one there is. */
  readonly here?: Explained;
  /** The records that hold: those of the domain's own name servers, else the first that a resolver gave. */
  readonly truth?: MxAnswer;
  /** Resolvers that still give other exchangers, with the seconds that they keep them at most. */
  readonly older: readonly { readonly answer: MxAnswer; readonly seconds: number }[];
  /** Whether the MX records name the server that the configuration describes. `unknown`: that server cannot be recognized. */
  readonly points: 'here' | 'partly' | 'elsewhere' | 'unknown';
  /** The first exchanger that said something of the recipient. */
  readonly answer?: HostAnswer;
  isOwn(host: HostAnswer): boolean;
}

export function viewOf(evidence: Evidence): View {
  const { address, systems, mx, hosts, ownAddresses } = evidence;
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const reachable = systems.filter((it) => it.self);
  const here = reachable.find((it) => 0 < it.claims.length) ?? reachable[0];
  const known = propagation(mx);
  const truth = known?.truth ?? mx.find(isConclusive);
  const names = new Set(here?.self?.names ?? []);
  const addresses = new Set([...(here?.self?.addresses ?? []), ...ownAddresses]);
  const answer = hosts.find(({ result }) => result.code !== undefined);
  return {
    evidence,
    address,
    domain,
    ...(here ? { here } : {}),
    ...(truth ? { truth } : {}),
    older: known?.older ?? [],
    points: pointsOf(truth),
    ...(answer ? { answer } : {}),
    isOwn,
  };

  function isOwn({ host, result }: HostAnswer): boolean {
    return names.has(plain(host)) || addresses.has(result.ip) || greets(result);
  }
  function isOwnRecord({ exchange, addresses: found }: MxRecord): boolean {
    return names.has(plain(exchange)) || found.some((it) => addresses.has(it.ip));
  }
  /** A server behind address translation is known by what it calls itself. */
  function greets({ transcript }: ProbeResult): boolean {
    const banner = transcript.find((it) => it.by === 'server')?.text ?? '';
    return names.has(plain(banner.split(/[\s-]+/)[1] ?? '')) || [...names].some((it) => banner.toLowerCase().includes(` ${it} `));
  }
  function pointsOf(answered: MxAnswer | undefined): View['points'] {
    const records = answered?.records.filter((it) => it.exchange !== '.' && it.exchange !== '') ?? [];
    if (records.length === 0) return 'unknown';
    const own = records.filter((it) => isOwnRecord(it) || hosts.some((host) => plain(host.host) === plain(it.exchange) && isOwn(host)));
    if (own.length === records.length) return 'here';
    if (0 < own.length) return 'partly';
    // A name that leads nowhere, or nowhere public, may stand behind any of these exchangers.
    return addresses.size === 0 ? 'unknown' : 'elsewhere';
  }
}

/** A host name for comparison. */
function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
