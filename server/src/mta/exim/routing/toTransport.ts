import { expand } from '../expand/expand.ts';
import type { Scope } from '../expand/scope.ts';
import { matchDomain } from '../lists/match.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Context } from './context.ts';
import type { Driven } from './results.ts';
import { blame, valueOf } from './settings.ts';

/** The transport that a router names, which may be the outcome of an expansion. */
export function toTransport(router: Driver, nexthop: string, context: Context, scope: Scope): Driven {
  const source = valueOf(router, 'transport');
  const because = blame(router, 'transport');
  // A router that only verifies may do without one.
  if (!source) return { kind: 'taken', router: router.name.text, transport: '', nexthop, values: {}, because };
  const expansion = expand(source, scope);
  if (expansion.kind === 'unknown') return { ...expansion, because };
  if (expansion.kind !== 'value') return { kind: 'deferred', text: 'the name of the transport cannot be expanded', because };
  const transport = expansion.value.text.trim();
  const isKnown = context.system.configuration.transports.some((it) => it.name.text === transport);
  if (!isKnown) return { kind: 'deferred', text: `there is no transport ${transport}`, because };
  return { kind: 'taken', router: router.name.text, transport, nexthop, values: {}, because };
}

/** The transport that a rule of a router names itself. */
export function toNamed(router: Driver, transport: string, nexthop: string): Driven {
  return { kind: 'taken', router: router.name.text, transport, nexthop, values: {}, because: blame(router, 'route_list') };
}

/** Whether a transport delivers on this host, so that no host is looked up for it. */
export function isLocalTransport(name: string, { system }: Context): boolean {
  const transport = system.configuration.transports.find((it) => it.name.text === name);
  return transport !== undefined && transport.driver !== 'smtp';
}

/** Addresses of this host that no file needs to name, its name, and what hosts_treat_as_local has. Source: host_scan_for_local_hosts(). */
export function isLocalHost(host: string, { system }: Context, scope: Scope): boolean {
  const name = host.toLowerCase();
  if (/^(127\.0\.0\.1|0\.0\.0\.0|::1|localhost)$/.test(name) || name === system.options.primaryHostname?.toLowerCase()) return true;
  const treated = system.configuration.option('hosts_treat_as_local');
  return treated !== undefined && matchDomain(treated.value, name, scope).kind === 'yes';
}

/** The option self: what to do with mail that would come back to this host. */
export function toSelf(router: Driver, nexthop: string, text: string, context: Context, scope: Scope): Driven {
  const self = valueOf(router, 'self')?.text.trim() ?? 'freeze';
  const because = blame(router, 'self');
  const reroute = /^reroute:\s*(?:rewrite:)?\s*(\S+)$/.exec(self)?.[1];
  if (reroute !== undefined) return { kind: 'rerouted', domain: reroute.toLowerCase(), because };
  switch (self) {
    case 'send':
      return toTransport(router, nexthop, context, scope);
    case 'pass':
      return { kind: 'passed', reply: text, because };
    case 'fail':
      return { kind: 'failed', text, because };
    default:
      return { kind: 'deferred', text, because };
  }
}
