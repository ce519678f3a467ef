import type { Attempt } from './attempt.ts';
import type { ProbeResult } from './results.ts';

/** What the connections to the servers of one domain came to. */
export interface AskedDomain {
  readonly domain: string;
  readonly attempts: readonly Attempt[];
}

/**
 * Says what no single server can show: that outgoing port 25 is blocked where we stand, because nobody at all answers, or that
 * something on the way answers for everybody, because servers that have nothing to do with each other call themselves the same.
 */
export function withPortPattern(results: readonly ProbeResult[], asked: readonly AskedDomain[]): readonly ProbeResult[] {
  const how = blockOf(asked);
  if (how !== undefined) return results.map((it) => (it.failure === how && it.port === 25 ? blocked(it, asked.length) : it));
  const same = sameGreeting(asked);
  return same === undefined ? results : results.map((it) => (same.ips.has(it.ip) ? { ...it, next: [...it.next, same.hint] } : it));
}

/** Access providers and clouds drop such connections, firewalls may refuse them; one that differs shows that the way is open. */
function blockOf(asked: readonly AskedDomain[]): 'timeout' | 'refused' | undefined {
  const attempts = asked.flatMap((it) => it.attempts);
  const isAll = (kind: 'timeout' | 'refused'): boolean => 0 < attempts.length && attempts.every((it) => failsToConnect(it, kind));
  if (isAll('timeout')) return 'timeout';
  // That one host refuses is nothing special; several unrelated ones hardly refuse all.
  return 1 < asked.length && 1 < new Set(attempts.map((it) => it.target.ip)).size && isAll('refused') ? 'refused' : undefined;
}

function failsToConnect(it: Attempt, kind: string): boolean {
  return it.kind === 'held' && it.target.port === 25 && it.outcome.failure?.kind === kind && it.outcome.failure.stage === 'connect';
}

function blocked(result: ProbeResult, domains: number): ProbeResult {
  if (domains < 2) {
    const hint =
      'Find out whether outgoing port 25 is blocked where this machine stands, as many access providers and clouds do, and ask from the mail server instead';
    return { ...result, next: [hint, ...result.next] };
  }
  const silence = result.failure === 'timeout' ? 'are all silent' : 'all refuse';
  return {
    ...result,
    failure: 'port-blocked',
    says: `outgoing port 25 is blocked here: the servers of ${domains} domains ${silence}, so nothing is known about them`,
    next: ['Ask your provider to open outgoing port 25, or ask from the mail server or through a proxy there', ...result.next],
  };
}

function sameGreeting(asked: readonly AskedDomain[]): { readonly ips: ReadonlySet<string>; readonly hint: string } | undefined {
  const byName = new Map<string, Attempt[]>();
  for (const it of asked.flatMap(({ attempts }) => attempts)) {
    const name = it.kind === 'held' ? it.outcome.greeting?.lines[0]?.split(' ')[0]?.toLowerCase() : undefined;
    if (name?.includes('.')) byName.set(name, [...(byName.get(name) ?? []), it]);
  }
  for (const [name, attempts] of byName) {
    const ips = new Set(attempts.map((it) => it.target.ip));
    const sites = new Set(attempts.map((it) => it.target.host.split('.').slice(-2).join('.')));
    if (1 < ips.size && 1 < sites.size)
      return {
        ips,
        hint: `Find out why ${ips.size} servers all greet as ${name}: one provider runs them, or a proxy on port 25 answers for all`,
      };
  }
  return undefined;
}
