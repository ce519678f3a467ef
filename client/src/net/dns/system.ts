import { getServers } from 'node:dns';
import { hostname } from 'node:os';
import { parseResolver, type Resolver } from '../endpoint.ts';
import type { Refusal } from '../refusal.ts';

/**
 * The resolvers of the machine that the program runs on, which with a remote window is the remote one: behind a VPN it sees another
 * internet, so the name says who asked. Only the list is taken from Node: its own look-ups hide TTLs, response codes and the transport.
 */
export function systemResolvers(machine: string = hostname(), servers: readonly string[] = getServers()): readonly Resolver[] {
  return servers.flatMap((it) => {
    const resolver = parseResolver(it, `System resolver on ${machine}`);
    return resolver.kind === 'resolver' ? [resolver] : [];
  });
}

/** Reads what stands where resolvers are listed: `system` for those of the machine, or one as `parseResolver` takes it. */
export function readResolvers(
  text: string,
  name?: string,
): { readonly kind: 'resolvers'; readonly resolvers: readonly Resolver[] } | Refusal {
  if (text.trim() === 'system') return { kind: 'resolvers', resolvers: systemResolvers() };
  const resolver = parseResolver(text, name);
  return resolver.kind === 'refused' ? resolver : { kind: 'resolvers', resolvers: [resolver] };
}
