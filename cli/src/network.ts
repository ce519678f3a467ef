import { systemResolvers } from '../../client/src/net/dns/system.ts';
import { parseResolver, type Resolver } from '../../client/src/net/endpoint.ts';

/** The resolvers of the call, or those of the machine. */
export function resolversOf(written: readonly string[]): { readonly kind: 'resolvers'; readonly resolvers: readonly Resolver[] } | Refused {
  const resolvers: Resolver[] = [];
  for (const it of written) {
    const resolver = parseResolver(it);
    if (resolver.kind === 'refused') return { kind: 'refused', why: `--resolver: ${resolver.why}` };
    resolvers.push(resolver);
  }
  const found = 0 < resolvers.length ? resolvers : systemResolvers();
  if (found.length === 0) return { kind: 'refused', why: 'this machine has no resolver; name one with --resolver' };
  return { kind: 'resolvers', resolvers: found };
}

interface Refused {
  readonly kind: 'refused';
  readonly why: string;
}
