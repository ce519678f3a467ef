import { askNameServers } from './authoritative.ts';
import { type Ask, makeAsker } from './dns/asker.ts';
import type { DnsTiming } from './dns/timing.ts';
import type { Domain } from './domain.ts';
import type { Resolver } from './endpoint.ts';
import { lookUpAt } from './mxAnswer.ts';
import { duration, isConclusive, propagation, remaining } from './mxCompare.ts';
import { type Self, selfFindings } from './mxSelf.ts';
import type { MxAnswer, Progress } from './results.ts';

export interface LookUpOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
  /** Asks the name servers of the domain too, each for itself. */
  readonly authoritative?: boolean | undefined;
  /** Lets name servers at loopback and private addresses be asked. Resolvers that were named are always taken at their word. */
  readonly allowPrivateAddresses?: boolean | undefined;
  readonly timing?: DnsTiming | undefined;
  /** The server that the configuration at hand describes: a finding tells where the mail exchangers are others. */
  readonly self?: Self | undefined;
  /** The only certificates in PEM that encrypted resolvers may come with; absent: those that Node trusts. */
  readonly trusted?: string | undefined;
  /** Where name servers listen; 53 unless given, as a test must that is not root. */
  readonly nameServerPort?: number | undefined;
}

/**
 * The mail exchangers of a domain as each resolver gives them now, side by side, with addresses, TTLs and findings. Answers stand in
 * the order of the resolvers, those of the domain's own name servers behind them. Never rejects: no answer is an answer with a finding.
 */
export async function lookUpMx(domain: Domain, resolvers: readonly Resolver[], options: LookUpOptions = {}): Promise<readonly MxAnswer[]> {
  const [first] = resolvers;
  if (!first) return [];
  const askerOf = (resolver: Resolver): Ask => makeAsker(resolver, { ...options, recursion: true });
  const lookUp = (resolver: Resolver): Promise<MxAnswer> => {
    options.progress?.(`Asking ${resolver.name} for the mail exchangers of ${domain.text}`);
    const ask = askerOf(resolver);
    return lookUpAt(domain, resolver, { ask, askAddresses: ask });
  };
  const asked = await Promise.all(resolvers.map(lookUp));
  // Whoever has just answered also knows the way to the name servers.
  const guide = resolvers[asked.findIndex(isConclusive)] ?? first;
  const own = options.authoritative ? await askNameServers(domain, guide, resolvers, options) : [];
  const older = propagation([...asked, ...own])?.older.map((it) => it.answer) ?? [];
  const answers = asked.map(async (it, at) => {
    const isOlder = older.includes(it) && !options.signal?.aborted;
    return isOlder ? oldest([it, await lookUp(resolvers[at]!), await lookUp(resolvers[at]!)]) : it;
  });
  const all = [...(await Promise.all(answers)), ...own];
  const { self } = options;
  if (!self) return all;
  const ask = askerOf(guide);
  return Promise.all(all.map(async (it) => ({ ...it, findings: [...it.findings, ...(await selfFindings(domain, it, self, ask))] })));
}

/**
 * Behind the address of a large resolver are many caches, each with an age of its own: of those that still have the old records, as the
 * first answer does, the one counts that keeps them longest.
 */
function oldest(answers: readonly [MxAnswer, ...MxAnswer[]]): MxAnswer {
  const [first] = answers;
  const namesOf = ({ records, rcode }: MxAnswer): string => records.map((it) => it.exchange).join(', ') || rcode;
  const last = answers.filter((it) => namesOf(it) === namesOf(first)).reduce((res, it) => (remaining(res) < remaining(it) ? it : res));
  const said = [...new Set(answers.map(namesOf))];
  if (said.length === 1 && last === first) return first;
  const note = `asked ${answers.length} times, several caches answer here: ${said.join(' or ')}, the old answer for at most ${duration(remaining(last))}`;
  return { ...last, notes: [...last.notes, note] };
}
