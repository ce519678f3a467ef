import type { Endpoint } from '../../../core/system.ts';
import type { Delivery } from '../../../core/trace.ts';
import { expandedText } from '../expand/expand.ts';
import { splitList } from '../expand/splitList.ts';
import type { Driver } from '../syntax/blocks.ts';
import { type Address, textOf } from './address.ts';
import { withoutAffixes } from './affixes.ts';
import { type Context, scopeOf } from './context.ts';
import type { Routed } from './results.ts';
import { isOn, valueOf } from './settings.ts';

/** What stands for this host among the hosts of a transport. */
const OWN = ['localhost', '127.0.0.1', '::1'];

/**
 * Where on this host a transport hands a message over, and to whom: without the prefix and the suffix that the router has taken off.
 * Source: lmtp_transport_entry() of transports/lmtp.c, transport_rcpt_address() of transport.c; asked of Exim 4.96 with Dovecot.
 */
export function handOver(
  transport: Driver,
  address: Address,
  taken: Extract<Routed, { readonly kind: 'taken' }>,
  context: Context,
): Pick<Delivery, 'handedTo' | 'handedAs'> {
  const endpoint = transport.driver === 'lmtp' ? socketOf(transport, taken, context) : portOf(transport, taken, context);
  if (!endpoint) return {};
  const router = context.system.configuration.routers.find((it) => it.name.text === taken.router);
  const isWhole = !router || isOn(transport, 'rcpt_include_affixes', false);
  const localPart = isWhole ? address.localPart : withoutAffixes(router, address.localPart).localPart;
  return { handedTo: endpoint, ...(localPart !== address.localPart && { handedAs: textOf({ ...address, localPart }) }) };
}

type Taken = Parameters<typeof handOver>[2];

function socketOf(transport: Driver, { values }: Taken, context: Context): Endpoint | undefined {
  const source = valueOf(transport, 'socket');
  const path = source && expandedText(source, scopeOf(context, values))?.trim();
  return path?.startsWith('/') ? { kind: 'unix', path } : undefined;
}

/** The port of this host that speaks LMTP; the host is that of the router, or the first of the transport. */
function portOf(transport: Driver, { nexthop, values }: Taken, context: Context): Endpoint | undefined {
  if (!/^lmtp$/i.test(text('protocol'))) return undefined;
  const hosts = nexthop === '' || isOn(transport, 'hosts_override', false) ? (splitList(text('hosts')).items[0] ?? '') : nexthop;
  const [, bracketed, plain, own] = /^(?:\[([^\]]*)\]|([^[\]:]+))(?::(\d+))?$/.exec(hosts) ?? [];
  const port = own ?? text('port');
  const host = bracketed ?? plain;
  return host !== undefined && OWN.includes(host.toLowerCase()) && /^\d+$/.test(port)
    ? { kind: 'inet', host: '127.0.0.1', port: Number(port) }
    : undefined;

  function text(name: string): string {
    const source = valueOf(transport, name);
    return (source && expandedText(source, scopeOf(context, values))?.trim()) ?? '';
  }
}
