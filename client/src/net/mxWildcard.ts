import { randomInt } from 'node:crypto';
import { type Ask, find } from './dns/asker.ts';
import { sameName } from './dns/names.ts';
import type { Domain } from './domain.ts';
import { info, warning } from './finding.ts';
import type { MxAnswer, MxFinding } from './results.ts';

/**
 * Whether a wildcard of the zone answers for names that nobody wrote: for the domain itself, which then may be mistyped, or for all names
 * below it. Asks a name server of the zone once, for a name that cannot stand there.
 */
export async function wildcardFindings(domain: Domain, { records }: MxAnswer, zone: string, ask: Ask): Promise<readonly MxFinding[]> {
  if (records.length === 0) return [];
  const isTop = sameName(domain.ascii, zone);
  const above = isTop ? domain.ascii : domain.ascii.slice(domain.ascii.indexOf('.') + 1);
  const found = await find(ask, `${randomLabel()}.${above}`, 'MX');
  if (found.records.length === 0) return [];
  if (isTop) {
    const so = 'so mail to a mistyped subdomain is not refused by DNS';
    return [info('wildcard-below', `every name below ${domain.text} has MX records, ${so}`)];
  }
  const names = found.records.map((it) => it.exchange);
  const isSame = records.length === names.length && records.every((it) => names.includes(it.exchange));
  const why = `any other name below ${above} has the same MX records`;
  return isSame ? [warning('domain-from-wildcard', `${domain.text} may be mistyped: ${why}, because a wildcard answers`)] : [];
}

/** 20 letters without a meaning: nobody has such a subdomain. */
function randomLabel(): string {
  return Array.from({ length: 20 }, () => 'abcdefghijklmnopqrstuvwxyz'[randomInt(26)]).join('');
}
