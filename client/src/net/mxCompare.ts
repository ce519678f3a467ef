import { info, warning } from './mxFindings.ts';
import type { MxAnswer, MxFinding } from './results.ts';

/**
 * What several answers for one domain say together: whether resolvers still give older records than others and for how long at most,
 * and whether name servers of the domain hold different versions of the zone.
 */
export function compareAnswers(answers: readonly MxAnswer[]): readonly MxFinding[] {
  return [...disagreements(answers), ...serialFindings(answers.filter((it) => it.authoritative))];
}

function* disagreements(answers: readonly MxAnswer[]): Generator<MxFinding> {
  const groups = new Map<string, MxAnswer[]>();
  for (const it of answers.filter(isConclusive)) groups.set(keyOf(it), [...(groups.get(keyOf(it)) ?? []), it]);
  if (groups.size < 2) return;
  const says = [...groups.values()].map((group) => `${group.map((it) => it.resolver.name).join(', ')} ${summary(group)}`);
  yield warning('resolvers-disagree', `the answers differ, so mail goes to more than one place: ${says.join('; ')}`);
  const truth = answers.find((it) => it.authoritative && isConclusive(it));
  if (!truth) return;
  const stale = answers.filter((it) => !it.authoritative && isConclusive(it) && keyOf(it) !== keyOf(truth));
  if (stale.length === 0) return;
  const names = stale.map((it) => `${it.resolver.name} (for at most ${duration(Math.max(...stale.map(remaining)))})`);
  yield info('older-than-zone', `older than what the zone says now: ${names.join(', ')}`);
}

/** An answer that says what there is, or that there is nothing. */
function isConclusive({ rcode }: MxAnswer): boolean {
  return rcode === 'NOERROR' || rcode === 'NXDOMAIN';
}

function keyOf({ rcode, records }: MxAnswer): string {
  const parts = records.map((it) => `${it.preference} ${it.exchange.toLowerCase()}`);
  return `${rcode} ${parts.sort().join(' ')}`;
}

function summary(group: readonly MxAnswer[]): string {
  const [first] = group;
  if (!first) return '';
  if (first.records.length === 0) return first.rcode === 'NXDOMAIN' ? 'says that the domain does not exist' : 'gives no mail exchanger';
  const names = first.records.map((it) => it.exchange).join(', ');
  const caches = group.filter((it) => !it.authoritative);
  return caches.length === 0 ? `gives ${names}` : `gives ${names} for at most ${duration(Math.max(...caches.map(remaining)))} more`;
}

/** Seconds until the answer has to be fetched anew; the cache of a large resolver is many caches, so this is an upper bound of what was seen. */
function remaining({ records, negativeTtl }: MxAnswer): number {
  return records.length === 0 ? (negativeTtl ?? 0) : Math.max(...records.map((it) => it.ttl));
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}

function* serialFindings(own: readonly MxAnswer[]): Generator<MxFinding> {
  const known = own.filter((it) => it.serial !== undefined);
  const newest = known.reduce<MxAnswer | undefined>((res, it) => (res && !isNewer(it.serial ?? 0, res.serial ?? 0) ? res : it), undefined);
  const behind = known.filter((it) => it.serial !== newest?.serial);
  if (!newest || behind.length === 0) return;
  const names = behind.map((it) => `${it.resolver.name} with ${it.serial}`);
  yield warning(
    'serials-differ',
    `${names.join(', ')} is behind ${newest.resolver.name} with serial ${newest.serial}, so the zone is not the same everywhere`,
  );
}

/** RFC 1982: serials wrap around, so the shorter way round decides. */
export function isNewer(one: number, other: number): boolean {
  return one !== other && (one - other) >>> 0 < 2 ** 31;
}
