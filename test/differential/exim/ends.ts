import { askDelivery } from './delivery.ts';
import { noService, type RoutingSite } from './routing/answers.ts';
import { askRouting } from './routing/ask.ts';
import { configFile } from './trials.ts';

/** By address: the reply to a stranger, if an ACL stands there to give one, where the routers lead, and who still waits behind them. */
export async function endsOf(site: RoutingSite, addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const hasAcl = /^\s*acl_smtp_rcpt\b/m.test(site.files[configFile]!);
  const [{ outside, route }, waiting] = await Promise.all([askRouting(site, addresses), askDelivery(site, addresses)]);
  const end = (it: string): string => {
    const parts = [hasAcl ? outside[it]! : '250', route[it]!, ...(waiting.has(it) && !/by smtp/.test(route[it]!) ? ['it waits'] : [])];
    return parts.join(' -> ');
  };
  return new Map(addresses.map((it) => [it, end(it)]));
}

/** Somebody has it, or another host will. */
export function arrives(end: string): boolean {
  return end.startsWith('250') && !/ (bounced|deferred|waits)\b/.test(end) && !end.includes(noService);
}
