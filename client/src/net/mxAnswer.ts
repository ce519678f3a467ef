import { type Ask, type Found, find, negativeTtlOf } from './dns/asker.ts';
import { addressesOf, type Exchange, resolveExchange } from './dns/exchange.ts';
import type { Domain } from './domain.ts';
import { type Resolver, resolverText } from './endpoint.ts';
import { error, info, mxFindings, warning } from './mxFindings.ts';
import type { MxAnswer, MxFinding, MxRecord } from './results.ts';

/** More MX records than this are shown as a finding and not resolved. */
const mostExchanges = 64;

export interface Asking {
  readonly ask: Ask;
  /** Who is asked for the addresses of the exchanges: a name server of the domain knows only its own names. */
  readonly askAddresses: Ask;
  readonly authoritative: boolean;
}

/** One server's answer. */
export async function lookUpAt(domain: Domain, resolver: Resolver, { ask, askAddresses, authoritative }: Asking): Promise<MxAnswer> {
  const began = performance.now();
  const found = await find(ask, domain.ascii, 'MX');
  const { reply } = found;
  const rcode = reply.kind === 'answer' ? reply.message.rcode : reply.rcode;
  const exchanges = await exchangesOf(domain, found, askAddresses);
  const negativeTtl = 0 < found.records.length ? undefined : negativeTtlOf(reply);
  return {
    domain: domain.ascii,
    resolver: { name: resolver.name, address: resolverText(resolver) },
    authoritative,
    rcode,
    records: exchanges.map((it) => it.record),
    findings: [
      ...replyFindings(domain, found, authoritative),
      ...(found.records.length === 0 ? implicitFindings(domain, found, exchanges) : mxFindings(domain.text, exchanges)),
    ],
    notes: [
      ...found.notes,
      ...(reply.kind === 'answer' && reply.message.authentic ? ['the resolver has checked the signatures (DNSSEC)'] : []),
    ],
    ...(negativeTtl === undefined ? {} : { negativeTtl }),
    ms: Math.round(performance.now() - began),
  };
}

async function exchangesOf(domain: Domain, found: Found<'MX'>, ask: Ask): Promise<readonly Exchange[]> {
  const sorted = [...found.records].sort((a, b) => a.preference - b.preference);
  const ttlOf = (ttl: number): number => Math.min(ttl, found.aliasTtl ?? ttl);
  const resolved = sorted.slice(0, mostExchanges).map((it) => resolveExchange(ask, it.preference, it.exchange, ttlOf(it.ttl)));
  const rest = sorted.slice(mostExchanges).map((it): Exchange => {
    const record: MxRecord = { preference: it.preference, exchange: it.exchange, ttl: ttlOf(it.ttl), addresses: [], note: 'not looked up' };
    return { record, state: 'not-asked', isHostName: true };
  });
  if (0 < sorted.length) return [...(await Promise.all(resolved)), ...rest];
  const isEmpty = found.reply.kind === 'answer' && found.reply.message.rcode === 'NOERROR' && !found.loops;
  return isEmpty ? implicitExchange(domain, ask) : [];
}

/** RFC 5321 section 5.1: without any MX record the domain itself is the exchange, as if with preference 0. */
async function implicitExchange(domain: Domain, ask: Ask): Promise<readonly Exchange[]> {
  const { addresses, state } = await addressesOf(ask, domain.ascii);
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

function* implicitFindings(domain: Domain, { reply, loops }: Found<'MX'>, exchanges: readonly Exchange[]): Generator<MxFinding> {
  if (reply.kind !== 'answer' || reply.message.rcode !== 'NOERROR' || loops) return;
  if (exchanges.length === 0) yield error('no-exchange', `${domain.text} has no MX record and no address, so nobody can send it mail`);
  else yield info('implicit-mx', `${domain.text} has no MX record, so senders deliver to the address of the domain itself`);
  yield* mxFindings(domain.text, exchanges);
}

function* replyFindings(domain: Domain, { reply, aliases, loops, records }: Found<'MX'>, authoritative: boolean): Generator<MxFinding> {
  if (reply.kind === 'failure') {
    yield reply.rcode === 'CANCELLED'
      ? info('cancelled', 'the look-up was cancelled')
      : error('no-answer', `no answer can be shown: ${reply.why}`);
    return;
  }
  const { rcode } = reply.message;
  if (authoritative && !reply.message.authoritative)
    yield error('lame-name-server', 'this name server does not answer for the domain (no AA), so part of the look-ups of senders fail');
  // A resolver that notices a circle of aliases answers SERVFAIL and shows them; the circle is the news.
  if (loops) yield error('alias-loop', `the aliases of ${domain.text} lead in a circle: ${[domain.ascii, ...aliases].join(' to ')}`);
  else if (rcode === 'NXDOMAIN') yield error('domain-does-not-exist', `${domain.text} does not exist in DNS, so mail for it bounces`);
  else if (rcode === 'SERVFAIL')
    yield error('server-failure', 'the resolver cannot find out (SERVFAIL): a name server is down or signatures do not fit, so mail waits');
  else if (rcode !== 'NOERROR') yield error('not-answered', `the server answers ${rcode}, so through it the mail exchangers are not known`);
  if (!loops && 0 < aliases.length)
    yield info('domain-is-alias', `${domain.text} is an alias for ${aliases.join(', then ')}, so the MX records of that name count`);
  if (mostExchanges < records.length) yield warning('many-exchanges', `${records.length} MX records are more than senders try`);
}
