import { type Ask, find } from './asker.ts';
import { addressesOf } from './exchange.ts';
import { sameName } from './names.ts';
import type { DnsReply } from './resolver.ts';
import type { DnsRecord } from './wire.ts';

/** A name server as those above and the zone itself name it. */
export interface NameServer {
  readonly name: string;
  /** What the parent zone gives with the delegation. */
  readonly glue: readonly string[];
  /** What the name leads to, as a resolver finds it. */
  readonly addresses: readonly string[];
  /** Why `addresses` is empty, or what is odd about the name. */
  readonly note?: string;
  /** Behind a CNAME record, which a name server must not be (RFC 2181 section 10.3). */
  readonly alias?: string;
  /** Who names it. Both, unless the parent zone could not be asked. */
  readonly namedBy: 'both' | 'parent' | 'zone';
}

interface Delegation {
  readonly kind: 'zone';
  readonly zone: string;
  readonly servers: readonly NameServer[];
}

/** How delegations are followed. */
interface Walk {
  /** A resolver, for the way to the zone above and the addresses of name servers. */
  readonly ask: Ask;
  /** A name server by its address, without recursion; undefined where it is not to be asked. */
  readonly askServer: (ip: string) => Ask | undefined;
}

/**
 * The zone that holds a domain and its name servers: what the zone above delegates, asked without recursion from the nearest zone that
 * a resolver knows downwards, and what the resolver has of the zone itself. Where nobody above answers, the resolver's word is all.
 */
export async function findDelegation(
  domain: string,
  walk: Walk,
): Promise<Delegation | { readonly kind: 'unknown'; readonly rcode: string; readonly why: string }> {
  const referral = await descend(domain, walk);
  const own = await zoneAt(referral?.zone ?? domain, walk.ask, referral !== undefined);
  if (own.kind === 'unknown' && !referral) return own;
  const above = referral?.servers ?? [];
  const below = own.kind === 'unknown' ? [] : own.servers;
  const names = new Set([...above.map((it) => it.name), ...below].map((it) => it.toLowerCase()));
  const servers = [...names].sort().slice(0, mostServers);
  return {
    kind: 'zone',
    zone: own.kind === 'unknown' ? referral!.zone : own.name,
    servers: await Promise.all(servers.map((it) => describe(it, above, below, walk.ask))),
  };
}

async function describe(name: string, above: readonly Delegated[], below: readonly string[], ask: Ask): Promise<NameServer> {
  const delegated = above.find((it) => sameName(it.name, name));
  const isOwn = below.some((it) => sameName(it, name));
  const { addresses, aliases, note } = await addressesOf(ask, name);
  const alias = aliases.at(-1)?.name;
  const isOneSided = 0 < above.length && 0 < below.length && !(delegated && isOwn);
  return {
    name,
    glue: delegated?.glue ?? [],
    addresses: addresses.map((it) => it.ip),
    ...(note === undefined ? {} : { note }),
    ...(alias === undefined ? {} : { alias }),
    namedBy: !isOneSided ? 'both' : delegated ? 'parent' : 'zone',
  };
}

/** A name server with the addresses that came along, if any. */
interface Delegated {
  readonly name: string;
  readonly glue: readonly string[];
}

interface Referral {
  readonly zone: string;
  readonly servers: readonly Delegated[];
}

/** Zones below each other are rarely more than four; a server that goes on referring is none. */
const mostSteps = 8;
/** A zone has two to seven name servers in practice (RFC 2182 section 5); a hostile one may list hundreds. */
const mostServers = 8;
/** More than that many names of a delegation are not looked at. */
const mostNames = 64;
/** How many servers of one zone are tried on the way down. */
const mostTries = 3;

/** From the zone above down to the last delegation; undefined where nobody there answers or delegates. */
async function descend(domain: string, walk: Walk): Promise<Referral | undefined> {
  let at = await zoneAbove(domain, walk.ask);
  let last: Referral | undefined;
  for (let steps = 0; at && steps < mostSteps; steps++) {
    const next = await referralFrom(at, domain, walk);
    if (!next) return last;
    last = next;
    if (sameName(next.zone, domain)) return last;
    at = next;
  }
  return last;
}

async function zoneAbove(domain: string, ask: Ask): Promise<Referral | undefined> {
  for (const name of [...parents(domain), '.']) {
    const { records, aliases, reply } = await find(ask, name, 'NS');
    if (0 < records.length && aliases.length === 0)
      return { zone: name, servers: records.map((it) => ({ name: it.target, glue: [] })).sort((a, b) => (a.name < b.name ? -1 : 1)) };
    if (reply.kind === 'failure') return undefined;
  }
  return undefined;
}

/** What the servers of one zone delegate: the first that answers decides. Only a step down counts, so that no server leads in a circle. */
async function referralFrom({ zone, servers }: Referral, domain: string, walk: Walk): Promise<Referral | undefined> {
  for (const server of servers.slice(0, mostTries)) {
    const ip = server.glue[0] ?? (await addressesOf(walk.ask, server.name)).addresses[0]?.ip;
    const askServer = ip === undefined ? undefined : walk.askServer(ip);
    const reply = await askServer?.(domain, 'NS');
    const referral = reply && readReferral(reply, zone, domain);
    if (referral !== 'no answer' && referral !== undefined) return referral === 'none' ? undefined : referral;
  }
  return undefined;
}

function readReferral(reply: DnsReply, zone: string, domain: string): Referral | 'none' | 'no answer' {
  if (reply.kind === 'failure' || reply.message.rcode !== 'NOERROR')
    return reply.kind === 'answer' && reply.message.rcode === 'NXDOMAIN' ? 'none' : 'no answer';
  const { answers, authorities, additionals } = reply.message;
  // A server of both zones answers for the lower one itself.
  const named = [...answers, ...authorities].filter((it) => it.type === 'NS' && isBelow(it.owner, zone) && isWithin(domain, it.owner));
  const owner = named[0]?.owner;
  if (owner === undefined) return 'none';
  const names = named.flatMap((it) => (it.type === 'NS' && sameName(it.owner, owner) ? [it.target] : []));
  const servers = names.slice(0, mostNames).map((name) => ({ name, glue: glueOf(name, owner, additionals) }));
  return { zone: owner, servers };
}

/** Addresses count only for names inside the delegated zone: about others that server knows nothing for sure. */
function glueOf(name: string, zone: string, additionals: readonly DnsRecord[]): readonly string[] {
  if (!isWithin(name, zone)) return [];
  return additionals.flatMap((it) => ((it.type === 'A' || it.type === 'AAAA') && sameName(it.owner, name) ? [it.ip] : []));
}

type Zone =
  | { readonly kind: 'known'; readonly name: string; readonly servers: readonly string[] }
  | { readonly kind: 'unknown'; readonly rcode: string; readonly why: string };

/** Goes up from the name until one has NS records of its own, those behind an alias being another zone's. */
async function zoneAt(name: string, ask: Ask, isZone: boolean): Promise<Zone> {
  for (const it of isZone ? [name] : [name, ...parents(name)]) {
    const { records, aliases, reply } = await find(ask, it, 'NS');
    if (0 < records.length && aliases.length === 0) return { kind: 'known', name: it, servers: records.map(({ target }) => target) };
    const why = `the name servers of ${name} are not known: `;
    if (reply.kind === 'failure') return { kind: 'unknown', rcode: reply.rcode, why: `${why}${reply.why}` };
    const { rcode } = reply.message;
    if (rcode === 'SERVFAIL' || rcode === 'REFUSED') return { kind: 'unknown', rcode, why: `${why}the resolver answers ${rcode}` };
  }
  return { kind: 'unknown', rcode: 'NXDOMAIN', why: `no name servers were found for ${name}` };
}

/** The names above a name, nearest first, without the root. */
function parents(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.slice(1).map((_, at) => labels.slice(at + 1).join('.'));
}

/** True for the zone's own name and for those below it. */
export function isWithin(name: string, zone: string): boolean {
  return zone === '.' || sameName(name, zone) || name.toLowerCase().endsWith(`.${zone.toLowerCase()}`);
}

function isBelow(name: string, zone: string): boolean {
  return isWithin(name, zone) && !sameName(name, zone);
}
