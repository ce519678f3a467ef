import { askNameServers } from './authoritative.ts';
import { makeAsker } from './dns/asker.ts';
import type { DnsTiming } from './dns/timing.ts';
import type { Domain } from './domain.ts';
import type { Resolver } from './endpoint.ts';
import { lookUpAt } from './mxAnswer.ts';
import type { MxAnswer, Progress } from './results.ts';

export interface LookUpOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
  /** Asks the name servers of the domain too, each for itself. */
  readonly authoritative?: boolean | undefined;
  /** Lets name servers at loopback and private addresses be asked. Resolvers that were named are always taken at their word. */
  readonly allowPrivateAddresses?: boolean | undefined;
  readonly timing?: DnsTiming | undefined;
}

/**
 * The mail exchangers of a domain as each resolver gives them now, side by side, with addresses, TTLs and findings. Answers stand in
 * the order of the resolvers, those of the domain's own name servers behind them. Never rejects: no answer is an answer with a finding.
 */
export async function lookUpMx(domain: Domain, resolvers: readonly Resolver[], options: LookUpOptions = {}): Promise<readonly MxAnswer[]> {
  const { progress, timing, signal } = options;
  const asked = resolvers.map((resolver) => {
    progress?.(`Asking ${resolver.name} for the mail exchangers of ${domain.text}`);
    const ask = makeAsker(resolver, { recursion: true, timing, signal });
    return lookUpAt(domain, resolver, { ask, askAddresses: ask, authoritative: false });
  });
  const first = resolvers[0];
  const own = options.authoritative && first ? askNameServers(domain, first, resolvers, options) : Promise.resolve([]);
  const answers = await Promise.all(asked);
  return [...answers, ...(await own)];
}
