import { type Ask, type Found, find, negativeTtlOf } from './dns/asker.ts';
import { addressesOf, type Exchange, resolveExchange } from './dns/exchange.ts';
import type { Domain } from './domain.ts';
import { type Resolver, resolverText } from './endpoint.ts';
import { error, info, warning } from './finding.ts';
import { addressFindings, mxFindings } from './mxFindings.ts';
import { isLame, replyFindings } from './mxReply.ts';
import type { MxAnswer, MxFinding, MxRecord } from './results.ts';

/** More MX records than this are shown as a finding and not resolved. */
const mostExchanges = 64;
/** And of more than this only their number is kept. */
const mostRecords = 256;

export interface Asking {
  readonly ask: Ask;
  /** Who is asked for the addresses of the exchanges: a name server of the domain knows only its own names. */
  readonly askAddresses: Ask;
  /** The zone that the domain lies in, where a name server of it is asked; absent: a resolver is. */
  readonly zone?: string;
}

/** One server's answer. */
export async function lookUpAt(domain: Domain, resolver: Resolver, asking: Asking): Promise<MxAnswer> {
  const { ask, askAddresses, zone } = asking;
  const began = performance.now();
  const found = await find(ask, domain.ascii, 'MX');
  const { reply } = found;
  const exchanges = 0 < found.records.length ? await exchangesOf(found, askAddresses) : await implicitExchange(domain, found, asking);
  const negativeTtl = 0 < found.records.length ? undefined : negativeTtlOf(reply);
  return {
    domain: domain.ascii,
    resolver: { name: resolver.name, address: resolverText(resolver) },
    authoritative: zone !== undefined,
    rcode: reply.kind === 'answer' ? reply.message.rcode : reply.rcode,
    records: exchanges.map((it) => it.record),
    findings: [
      ...replyFindings(domain, found, zone),
      ...countFindings(found.records.length),
      ...(isEmpty(found, zone) ? implicitFindings(domain, exchanges) : []),
      // What a server says that does not speak for the zone is shown, and nobody's fault.
      ...(0 < found.records.length && !isLame(found, zone) ? mxFindings(domain, exchanges) : []),
    ],
    notes: found.notes,
    ...(negativeTtl === undefined ? {} : { negativeTtl }),
    ...(reply.kind === 'answer' && zone === undefined ? { authentic: reply.message.authentic } : {}),
    ...(reply.kind === 'answer' && reply.message.server !== undefined ? { server: reply.message.server } : {}),
    ...(reply.strays === 0 ? {} : { strays: reply.strays }),
    ms: Math.round(performance.now() - began),
  };
}

async function exchangesOf(found: Found<'MX'>, ask: Ask): Promise<readonly Exchange[]> {
  const sorted = [...found.records].sort((a, b) => a.preference - b.preference);
  // The records cannot be kept longer than the way to them.
  const ttlOf = (ttl: number): number => Math.min(ttl, ...found.aliases.map((it) => it.ttl));
  const resolved = sorted.slice(0, mostExchanges).map((it) => resolveExchange(ask, it.preference, it.exchange, ttlOf(it.ttl)));
  const rest = sorted.slice(mostExchanges, mostRecords).map((it): Exchange => {
    const record: MxRecord = { preference: it.preference, exchange: it.exchange, ttl: ttlOf(it.ttl), addresses: [], note: 'not looked up' };
    return { record, state: 'not-asked', isHostName: true };
  });
  return [...(await Promise.all(resolved)), ...rest];
}

/** True where the server says that there are no MX records, and not only that it does not know. */
function isEmpty(found: Found<'MX'>, zone: string | undefined): boolean {
  const { reply, loops, isEndless, records } = found;
  const isThere = reply.kind === 'answer' && reply.message.rcode === 'NOERROR';
  return isThere && !loops && !isEndless && records.length === 0 && !isLame(found, zone);
}

/** RFC 5321 section 5.1: without any MX record the domain itself is the exchange, as if with preference 0. */
async function implicitExchange(domain: Domain, found: Found<'MX'>, { askAddresses, zone }: Asking): Promise<readonly Exchange[]> {
  if (!isEmpty(found, zone)) return [];
  const { addresses, state } = await addressesOf(askAddresses, domain.ascii);
  if (addresses.length === 0) return [];
  const record: MxRecord = {
    preference: 0,
    exchange: domain.ascii,
    ttl: Math.min(...addresses.map((it) => it.ttl)),
    addresses,
    note: 'no MX record: the address of the domain itself',
  };
  return [{ record, state, isHostName: true }];
}

function* countFindings(count: number): Generator<MxFinding> {
  if (mostExchanges < count) yield warning('many-exchanges', `${count} MX records are more than senders try`);
}

function* implicitFindings(domain: Domain, exchanges: readonly Exchange[]): Generator<MxFinding> {
  if (exchanges.length === 0) yield error('no-exchange', `${domain.text} has no MX record and no address, so nobody can send it mail`);
  else yield info('implicit-mx', `${domain.text} has no MX record, so senders deliver to the address of the domain itself`);
  for (const it of exchanges) yield* addressFindings(it);
}
