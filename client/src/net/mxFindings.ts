import type { Exchange } from './dns/exchange.ts';
import { sameName } from './dns/names.ts';
import type { Domain } from './domain.ts';
import { error, info, warning } from './finding.ts';
import { scopeOf } from './ip.ts';
import type { MxFinding } from './results.ts';

/** What is wrong or remarkable about the mail exchangers of a domain, as one server gave them. */
export function* mxFindings(domain: Domain, exchanges: readonly Exchange[]): Generator<MxFinding> {
  yield* nullFindings(domain.text, exchanges);
  const named = exchanges.filter((it) => it.state !== 'null');
  const usable = named.filter((it) => it.state === 'usable');
  for (const exchange of named) {
    yield* stateFindings(exchange, 0 < usable.length);
    yield* addressFindings(exchange);
    if (sameName(exchange.record.exchange, domain.ascii) && exchange.state === 'usable')
      yield info('exchange-is-domain', `${domain.text} is its own mail exchanger, so its mail goes where its address leads`);
  }
  yield* repeated(named);
  yield* samePreference(named);
  yield* sameAddress(usable);
  const isHopeless = 0 < named.length && usable.length === 0 && named.every((it) => it.state !== 'unanswered' && it.state !== 'not-asked');
  if (isHopeless) {
    const whole = named.length === 1 ? 'the only MX record leads nowhere' : `all ${named.length} MX records lead nowhere`;
    const so = `senders do not fall back to the address of ${domain.text}`;
    yield error('no-usable-exchange', `${whole} and ${so}, so its mail bounces or waits`);
  }
}

/** RFC 7505: a null MX stands alone, with preference 0. */
function* nullFindings(domain: string, exchanges: readonly Exchange[]): Generator<MxFinding> {
  const none = exchanges.find((it) => it.state === 'null');
  if (!none) return;
  if (1 < exchanges.length) {
    yield error(
      'null-mx-with-others',
      `${domain} says with a null MX that it takes no mail and names mail exchangers too, so senders differ in what they do`,
    );
    return;
  }
  yield info('null-mx', `${domain} says with a null MX that it takes no mail, so senders bounce at once with 5.1.10`);
  if (none.record.preference !== 0)
    yield warning('null-mx-preference', `the null MX has preference ${none.record.preference} where RFC 7505 wants 0`);
}

function* stateFindings({ record, state, isHostName }: Exchange, othersWork: boolean): Generator<MxFinding> {
  const { exchange } = record;
  const so = othersWork ? 'so senders lose time before they try the next one' : 'so nothing can be delivered there';
  const lost = othersWork ? warning : error;
  if (state === 'ip-address')
    yield lost('exchange-is-ip-address', `the MX record holds the IP address ${exchange} where a host name belongs, ${so}`);
  if (state === 'no-such-name') yield lost('exchange-does-not-exist', `${exchange} does not exist, ${so}`);
  if (state === 'no-address') yield lost('exchange-without-address', `${exchange} has no address, ${so}`);
  if (state === 'alias-loop') yield lost('exchange-alias-loop', `the aliases of ${exchange} lead in a circle or never end, ${so}`);
  if (state === 'unanswered')
    yield warning('exchange-unanswered', `${exchange}: ${record.note ?? 'no answer'}, so mail waits while that lasts`);
  if (record.alias !== undefined && state !== 'alias-loop')
    yield warning(
      'exchange-is-alias',
      `${exchange} is an alias for ${record.alias}, which RFC 2181 section 10.3 forbids, so some senders refuse it`,
    );
  if (!isHostName && state !== 'ip-address')
    yield warning('exchange-not-a-host-name', `${exchange} is not made of letters, digits and hyphens, so some senders refuse it`);
}

/** What is odd about where the addresses of one exchange lead. */
export function* addressFindings({ record }: Exchange): Generator<MxFinding> {
  for (const { ip } of record.addresses) {
    const { kind, words, embedded, carrier } = scopeOf(ip);
    if (kind === 'local')
      yield warning('exchange-not-public', `${record.exchange} leads to ${ip} (${words}), so nobody outside your network reaches it`);
    else if (embedded !== undefined)
      yield warning(
        'exchange-at-translated-address',
        `${record.exchange} leads to ${ip}, which is ${embedded} as a ${carrier} address: either your resolver made it up, or only some networks reach it`,
      );
  }
}

function* repeated(named: readonly Exchange[]): Generator<MxFinding> {
  for (const [exchange, { length }] of groups(named, ({ record }) => record.exchange.toLowerCase())) {
    if (1 < length)
      yield warning('exchange-repeated', `${exchange} stands in more than one MX record, so it is tried again where a spare was meant`);
  }
}

function* samePreference(named: readonly Exchange[]): Generator<MxFinding> {
  for (const [preference, group] of groups(named, ({ record }) => record.preference)) {
    const names = [...new Set(group.map((it) => it.record.exchange))];
    if (1 < names.length)
      yield info('same-preference', `${listed(names)} have the same preference ${preference}, so each sender picks one of them`);
  }
}

function* sameAddress(usable: readonly Exchange[]): Generator<MxFinding> {
  const found = usable.flatMap(({ record }) => record.addresses.map(({ ip }) => ({ ip, exchange: record.exchange })));
  const shared = [...groups(found, (it) => it.ip)].map(([ip, group]) => ({ ip, names: [...new Set(group.map((it) => it.exchange))] }));
  const spares = shared.filter(({ names }) => 1 < names.length);
  for (const group of groups(spares, ({ names }) => names.join(' ')).values()) {
    const ips = group.map(({ ip }) => ip);
    const where = ips.length === 1 ? `the same address ${ips[0]}` : `the same addresses ${listed(ips)}`;
    yield info('same-address', `${listed(group[0]!.names)} lead to ${where}, so one is no spare for the other`);
  }
}

function groups<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const res = new Map<K, T[]>();
  for (const it of items) res.set(keyOf(it), [...(res.get(keyOf(it)) ?? []), it]);
  return res;
}

/** Of very many words the first ones. */
function listed(names: readonly string[]): string {
  const shown = names.length <= 4 ? names : [...names.slice(0, 3), `${names.length - 3} more`];
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
