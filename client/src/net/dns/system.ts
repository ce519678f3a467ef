import { getServers } from 'node:dns';
import { parseResolver, type Resolver } from '../endpoint.ts';

/**
 * The resolvers of the machine that the extension runs on, which with a remote window is the remote one. Only the list is taken
 * from Node: its own look-ups hide TTLs, response codes and the transport.
 */
export function systemResolvers(servers: readonly string[] = getServers()): readonly Resolver[] {
  return servers.flatMap((it) => {
    const resolver = parseResolver(it, 'system');
    return resolver.kind === 'resolver' ? [resolver] : [];
  });
}
