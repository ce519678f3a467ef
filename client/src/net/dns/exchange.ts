import { isIP } from 'node:net';
import type { MxAddress, MxAlias, MxRecord } from '../results.ts';
import { type Ask, type Found, find } from './asker.ts';
import { isHostName } from './names.ts';

/** A mail exchanger with what DNS says about its name. `state` is what the findings are made of. */
export interface Exchange {
  readonly record: MxRecord;
  readonly state: 'usable' | 'null' | 'ip-address' | 'no-address' | 'no-such-name' | 'unanswered' | 'alias-loop' | 'not-asked';
  readonly isHostName: boolean;
}

/** Looks up the addresses of an exchange, if it is a name at all. */
export async function resolveExchange(ask: Ask, preference: number, exchange: string, ttl: number): Promise<Exchange> {
  const bare = { preference, exchange, ttl, addresses: [] };
  if (exchange === '.') return { record: bare, state: 'null', isHostName: true };
  // An IPv4 address typed as an exchange arrives as a name of four numeric labels.
  if (isIP(exchange) !== 0) return { record: { ...bare, note: 'an IP address, not a host name' }, state: 'ip-address', isHostName: false };
  const { addresses, aliases, state, note } = await addressesOf(ask, exchange);
  const alias = aliases.at(-1)?.name;
  const extra = { ...(note === undefined ? {} : { note }), ...(alias === undefined ? {} : { alias, aliases }) };
  return { record: { ...bare, addresses, ...extra }, state, isHostName: isHostName(exchange) };
}

export interface HostAddresses {
  readonly addresses: readonly MxAddress[];
  readonly aliases: readonly MxAlias[];
  readonly state: Exclude<Exchange['state'], 'null' | 'ip-address' | 'not-asked'>;
  readonly note?: string;
}

/** The IPv4 and IPv6 addresses of a host name, in the order a resolver gave them. */
export async function addressesOf(ask: Ask, host: string): Promise<HostAddresses> {
  const [v4, v6] = await Promise.all([find(ask, host, 'A'), find(ask, host, 'AAAA')]);
  const addresses = [...v4.records, ...v6.records].map((it): MxAddress => ({ ip: it.ip, ttl: it.ttl, family: it.type === 'A' ? 4 : 6 }));
  const aliases = 0 < v4.aliases.length ? v4.aliases : v6.aliases;
  const names = aliases.map((it) => it.name);
  if (v4.loops || v6.loops)
    return { addresses: [], aliases, state: 'alias-loop', note: `its aliases lead in a circle: ${[host, ...names].join(' to ')}` };
  if (addresses.length === 0 && (v4.isEndless || v6.isEndless))
    return { addresses, aliases, state: 'alias-loop', note: `its aliases do not end: ${[host, ...names].join(' to ')}` };
  if (0 < addresses.length)
    return { addresses, aliases, state: 'usable', ...(aliases.length === 0 ? {} : { note: `an alias for ${names.join(', then ')}` }) };
  return { addresses, aliases, ...whyNone(v4, v6) };
}

function whyNone(v4: Found<'A'>, v6: Found<'AAAA'>): Pick<HostAddresses, 'state' | 'note'> {
  for (const { reply } of [v4, v6]) {
    if (reply.kind === 'failure') return { state: 'unanswered', note: `its addresses are not known: ${reply.why}` };
    if (reply.message.rcode === 'NXDOMAIN') return { state: 'no-such-name', note: 'the name does not exist' };
    if (reply.message.rcode !== 'NOERROR')
      return { state: 'unanswered', note: `its addresses are not known: the resolver answers ${reply.message.rcode}` };
  }
  return { state: 'no-address', note: 'the name exists and has no address' };
}
