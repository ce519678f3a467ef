import type { Exchange } from './dns/exchange.ts';
import { scopeOf } from './ip.ts';
import type { MxFinding } from './results.ts';

/** What is wrong or remarkable about the mail exchangers of a domain, as one server gave them. */
export function* mxFindings(domain: string, exchanges: readonly Exchange[]): Generator<MxFinding> {
  yield* nullFindings(domain, exchanges);
  const named = exchanges.filter((it) => it.state !== 'null');
  const usable = named.filter((it) => it.state === 'usable');
  for (const exchange of named) {
    yield* stateFindings(exchange, 0 < usable.length);
    yield* addressFindings(exchange);
  }
  yield* repeated(named);
  const isHopeless = 0 < named.length && usable.length === 0 && named.every((it) => it.state !== 'unanswered' && it.state !== 'not-asked');
  if (isHopeless) {
    const whole = named.length === 1 ? 'the only MX record leads nowhere' : `all ${named.length} MX records lead nowhere`;
    yield error('no-usable-exchange', `${whole} and senders do not fall back to the address of ${domain}, so its mail bounces or waits`);
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
  if (state === 'alias-loop') yield lost('exchange-alias-loop', `the aliases of ${exchange} lead in a circle, ${so}`);
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

function* addressFindings({ record }: Exchange): Generator<MxFinding> {
  for (const { ip } of record.addresses) {
    const scope = scopeOf(ip);
    if (scope.kind === 'local')
      yield warning('exchange-not-public', `${record.exchange} leads to ${ip} (${scope.words}), so nobody outside your network reaches it`);
  }
}

function* repeated(named: readonly Exchange[]): Generator<MxFinding> {
  const seen = new Set<string>();
  const told = new Set<string>();
  for (const { record } of named) {
    const name = record.exchange.toLowerCase();
    if (seen.has(name) && !told.has(name)) {
      told.add(name);
      yield warning(
        'exchange-repeated',
        `${record.exchange} stands in more than one MX record, so it is tried again where a spare was meant`,
      );
    }
    seen.add(name);
  }
}

/** A finding with which mail bounces, waits or does not find its way. */
export function error(id: string, message: string): MxFinding {
  return { id, severity: 'error', message };
}

/** A finding with which part of the mail, or of the senders, goes wrong. */
export function warning(id: string, message: string): MxFinding {
  return { id, severity: 'warning', message };
}

/** A finding that is worth knowing and changes no exit code. */
export function info(id: string, message: string): MxFinding {
  return { id, severity: 'info', message };
}
