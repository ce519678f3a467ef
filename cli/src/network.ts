import { readResolvers, systemResolvers } from '../../client/src/net/dns/system.ts';
import type { Resolver } from '../../client/src/net/endpoint.ts';
import type { Refusal } from '../../client/src/net/refusal.ts';

/** The resolvers of the call, or those of the machine. */
export function resolversOf(written: readonly string[]): { readonly kind: 'resolvers'; readonly resolvers: readonly Resolver[] } | Refusal {
  const resolvers: Resolver[] = [];
  for (const it of written) {
    const read = readResolvers(it);
    if (read.kind === 'refused') return { kind: 'refused', why: `--resolver: ${read.why}` };
    resolvers.push(...read.resolvers);
  }
  const found = 0 < resolvers.length ? resolvers : systemResolvers();
  if (found.length === 0) return { kind: 'refused', why: 'this machine has no resolver; name one with --resolver' };
  return { kind: 'resolvers', resolvers: found };
}
