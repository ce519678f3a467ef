import { info, warning } from './finding.ts';
import type { MxAnswer, MxFinding } from './results.ts';

/**
 * What several answers for one domain say together: whether resolvers still give older records than others and for how long at most,
 * whether name servers of the domain hold different versions of the zone, and what to know before a move.
 */
export function compareAnswers(answers: readonly MxAnswer[]): readonly MxFinding[] {
  return [
    ...disagreements(answers),
    ...olderFindings(answers),
    ...serialFindings(answers.filter((it) => it.authoritative)),
    ...moveFindings(answers),
  ];
}

/** A resolver that still says what the zone said before. */
interface Older {
  readonly answer: MxAnswer;
  /** For how many seconds at most; the cache of a large resolver is many caches, so this is an upper bound of what was seen. */
  readonly seconds: number;
}

/** What the zone says now, and who says something else; undefined where no name server of the domain could be asked. */
export function propagation(answers: readonly MxAnswer[]): { readonly truth: MxAnswer; readonly older: readonly Older[] } | undefined {
  const own = answers.filter((it) => it.authoritative && isConclusive(it) && !it.findings.some(({ id }) => id === 'lame-name-server'));
  const truth = newest(own) ?? own[0];
  if (!truth) return undefined;
  const stale = answers.filter((it) => !it.authoritative && isConclusive(it) && keyOf(it) !== keyOf(truth));
  return { truth, older: stale.map((answer) => ({ answer, seconds: remaining(answer) })) };
}

function* disagreements(answers: readonly MxAnswer[]): Generator<MxFinding> {
  const groups = new Map<string, MxAnswer[]>();
  for (const it of answers.filter(isConclusive)) groups.set(keyOf(it), [...(groups.get(keyOf(it)) ?? []), it]);
  if (groups.size < 2) return;
  const says = [...groups.values()].map((group) => `${group.map((it) => it.resolver.name).join(', ')} ${summary(group)}`);
  yield warning('resolvers-disagree', `the answers differ, so mail goes to more than one place: ${says.join('; ')}`);
}

function* olderFindings(answers: readonly MxAnswer[]): Generator<MxFinding> {
  const known = propagation(answers);
  if (!known) return;
  const names = known.older.map(({ answer, seconds }) => `${answer.resolver.name} (for at most ${duration(seconds)})`);
  if (0 < names.length) yield info('older-than-zone', `older than what the zone says now: ${names.join(', ')}`);
  for (const answer of answers.filter((it) => !it.authoritative && isConclusive(it))) yield* otherAddresses(answer, known.truth);
}

/** A server that moved keeps its name and gets another address; providers that answer by region differ at all times. */
function* otherAddresses(answer: MxAnswer, truth: MxAnswer): Generator<MxFinding> {
  for (const { exchange, addresses } of answer.records) {
    const now = truth.records.find((it) => it.exchange.toLowerCase() === exchange.toLowerCase())?.addresses ?? [];
    const old = addresses.filter(({ ip }) => !now.some((it) => it.ip === ip));
    if (now.length === 0 || old.length === 0) continue;
    const seconds = Math.max(...old.map((it) => it.ttl));
    yield info(
      'other-address-than-zone',
      `${answer.resolver.name} has ${exchange} at ${ips(old)} (for at most ${duration(seconds)}), and the zone at ${ips(now)}`,
    );
  }
}

function ips(addresses: readonly { readonly ip: string }[]): string {
  return addresses.map((it) => it.ip).join(', ');
}

/** An answer that says what there is, or that there is nothing. */
export function isConclusive({ rcode }: MxAnswer): boolean {
  return rcode === 'NOERROR' || rcode === 'NXDOMAIN';
}

function keyOf({ rcode, records }: MxAnswer): string {
  const parts = records.map((it) => `${it.preference} ${it.exchange.toLowerCase()}`);
  return `${rcode} ${parts.sort().join(' ')}`;
}

function summary(group: readonly MxAnswer[]): string {
  const [first] = group;
  if (!first) return '';
  const caches = group.filter((it) => !it.authoritative);
  const wait = caches.length === 0 ? '' : ` for at most ${duration(Math.max(...caches.map(remaining)))} more`;
  if (first.records.length === 0)
    return `${first.rcode === 'NXDOMAIN' ? 'says that the domain does not exist' : 'gives no mail exchanger'}${wait}`;
  return `gives ${first.records.map((it) => it.exchange).join(', ')}${wait}`;
}

/** Seconds until the answer has to be fetched anew. That there is no MX record lasts as RFC 2308 says, whatever address stands in for it. */
export function remaining({ records, negativeTtl }: MxAnswer): number {
  return negativeTtl ?? Math.max(0, ...records.map((it) => it.ttl));
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}

function* serialFindings(own: readonly MxAnswer[]): Generator<MxFinding> {
  const first = newest(own);
  const behind = own.filter((it) => it.serial !== undefined && it.serial !== first?.serial);
  if (!first || behind.length === 0) return;
  const names = behind.map((it) => `${it.resolver.name} with ${it.serial}`);
  yield warning(
    'serials-differ',
    `${names.join(', ')} is behind ${first.resolver.name} with serial ${first.serial}, so the zone is not the same everywhere`,
  );
}

function newest(own: readonly MxAnswer[]): MxAnswer | undefined {
  const known = own.filter((it) => it.serial !== undefined);
  return known.reduce<MxAnswer | undefined>((res, it) => (res && !isNewer(it.serial ?? 0, res.serial ?? 0) ? res : it), undefined);
}

/** RFC 1982: serials wrap around, so the shorter way round decides. */
export function isNewer(one: number, other: number): boolean {
  return one !== other && (one - other) >>> 0 < 2 ** 31;
}

/** More than a working morning: whoever moves a server today cannot wait that long for caches to forget. */
const longTtl = 4 * 3600;

function* moveFindings(answers: readonly MxAnswer[]): Generator<MxFinding> {
  const own = answers.filter((it) => it.authoritative);
  const told = (0 < own.length ? own : answers).flatMap((it) => it.records).filter((it) => it.exchange !== '.');
  const records = Math.max(0, ...told.map((it) => it.ttl));
  const addresses = Math.max(0, ...told.flatMap((it) => it.addresses.map((found) => found.ttl)));
  const seconds = Math.max(records, addresses);
  if (seconds <= longTtl) return;
  const what = addresses < records ? 'the MX records' : 'the addresses of the mail exchangers';
  yield info('long-ttl', `caches keep ${what} for ${duration(seconds)}, so before a move lower the TTL that long ahead`);
}
