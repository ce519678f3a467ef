import type { Ask } from './dns/asker.ts';
import { addressesOf } from './dns/exchange.ts';
import { sameName } from './dns/names.ts';
import type { Domain } from './domain.ts';
import { info, warning } from './finding.ts';
import { canonicalIp, scopeOf } from './ip.ts';
import type { MxAnswer, MxFinding } from './results.ts';

/** How a mail server introduces itself: host names, and the IP addresses that its configuration tells. */
export interface Self {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

/**
 * Whether the mail exchangers of the domain are the server that a configuration describes. That server is known by its public
 * addresses, written or found behind its names; where there are none nothing is said, because it may stand behind any of them.
 */
export async function selfFindings(domain: Domain, { records }: MxAnswer, self: Self, ask: Ask): Promise<readonly MxFinding[]> {
  const named = records.filter((it) => it.exchange !== '.');
  const found = await Promise.all(self.names.map((it) => addressesOf(ask, it)));
  const behindNames = found.flatMap((it) => it.addresses.map(({ ip }) => ip));
  const own = [...self.addresses, ...behindNames].map((it) => canonicalIp(it) ?? it).filter((it) => scopeOf(it).kind === 'global');
  if (own.length === 0 || named.length === 0) return [];
  const isOwn = ({ exchange, addresses }: (typeof named)[number]): boolean =>
    self.names.some((it) => sameName(it, exchange)) || addresses.some((it) => own.includes(it.ip));
  const best = Math.min(...named.map((it) => it.preference));
  const first = named.filter((it) => it.preference === best);
  const names = (list: typeof named): string => list.map((it) => it.exchange).join(', ');
  const me = self.names[0] ?? own[0];
  if (!named.some(isOwn)) {
    const so = 'so mail from outside does not come to the server that this configuration describes';
    return [warning('exchange-is-other-host', `mail for ${domain.text} goes to ${names(named)} and not to ${me}, ${so}`)];
  }
  if (first.some(isOwn)) return [];
  return [info('exchange-is-spare', `${me} is a spare for ${domain.text}: senders try ${names(first)} first`)];
}
