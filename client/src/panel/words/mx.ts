import { propagation, remaining } from '../../net/mxCompare.ts';
import type { MxAnswer, MxFinding, MxRecord } from '../../net/results.ts';
import { visible } from '../visible.ts';
import type { Conclusion } from './conclusion.ts';
import { listed } from './conclusion.ts';
import { lifetime } from './time.ts';

/** What the answers of several resolvers mean together, in sentences. */

/** True where a name server answered the question, be it with "there is none". */
export function answered({ rcode }: MxAnswer): boolean {
  return rcode === 'NOERROR' || rcode === 'NXDOMAIN';
}

/** True for RFC 7505's way to say that a domain takes no mail. */
export function isNullMx({ records }: MxAnswer): boolean {
  return 0 < records.length && records.every(({ exchange }) => exchange === '.' || exchange === '');
}

/**
 * The answer that the others are compared with: the one of an authoritative server, else the one that most resolvers give.
 * Undefined where nobody answered.
 */
export function reference(answers: readonly MxAnswer[]): MxAnswer | undefined {
  const usable = answers.filter(answered);
  const votes = (answer: MxAnswer) => usable.filter((it) => sameRecords(it, answer)).length;
  const byVotes = [...usable].sort((a, b) => votes(b) - votes(a));
  return propagation(answers)?.truth ?? byVotes[0];
}

/** The answers that name other exchangers than the reference does. A failed look-up is no difference. */
export function differing(answers: readonly MxAnswer[]): readonly MxAnswer[] {
  const expected = reference(answers);
  return expected ? answers.filter((it) => answered(it) && !sameRecords(it, expected)) : [];
}

/** The mark of an answer that differs: for how long, where the zone says something else now. Undefined for one that agrees. */
export function differsHow(answer: MxAnswer, answers: readonly MxAnswer[]): string | undefined {
  if (!differing(answers).includes(answer)) return undefined;
  const older = propagation(answers)?.older.find((it) => it.answer === answer);
  return older ? `differs, for ${lifetime(older.seconds)} at most` : 'differs';
}

/** How a record compares with the reference: `address` where the exchanger is the same and its addresses are not. */
export function difference(record: MxRecord, expected: MxAnswer | undefined): 'none' | 'exchange' | 'address' {
  const same = expected?.records.find((it) => recordKey(it) === recordKey(record));
  if (expected === undefined) return 'none';
  if (!same) return 'exchange';
  return addressKey(same) === addressKey(record) ? 'none' : 'address';
}

/** What a look-up brought. */
export interface Answers {
  readonly answers: readonly MxAnswer[];
  /** What the answers say together. */
  readonly findings: readonly MxFinding[];
}

/** The findings of each answer and of all together, worst first, each once. */
export function allFindings({ answers, findings }: Answers): readonly MxFinding[] {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  const once = new Map([...findings, ...answers.flatMap((it) => it.findings)].map((it) => [`${it.id} ${it.message}`, it]));
  return [...once.values()].sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/** What a table and a conclusion do not say already. */
export function otherFindings(looked: Answers, { says }: Conclusion): readonly MxFinding[] {
  return allFindings(looked).filter(({ id, message }) => !shownInTable.includes(id) && visible(message) !== says);
}

/** Two findings of `mxCompare.ts` put the marks of the table into a sentence, for who has no table. */
const shownInTable: readonly string[] = ['resolvers-disagree', 'older-than-zone'];

/** One sentence about all resolvers: silence and a missing domain before errors, errors before differences, differences before warnings. */
export function concludeMx(domain: string, looked: Answers): Conclusion {
  const { answers } = looked;
  const expected = reference(answers);
  if (!expected) return concludeSilence(domain, answers);
  if (expected.rcode === 'NXDOMAIN' && differing(answers).length === 0) {
    return {
      tone: 'bad',
      says: visible(`${domain} does not exist, so mail for it bounces at once`),
      next: ['Check the spelling, and whether the registration of the domain has lapsed'],
    };
  }
  const [worst] = allFindings(looked);
  if (worst?.severity === 'error') return concludeFinding(domain, worst);
  if (0 < differing(answers).length) return concludeDifference(expected, differing(answers));
  if (isNullMx(expected)) {
    return {
      tone: 'plain',
      says: visible(`${domain} accepts no mail: its only MX record is a null MX`),
      next: ['Remove the null MX where the domain is meant to receive'],
    };
  }
  if (expected.records.length === 0) {
    return {
      tone: 'warn',
      says: visible(`${domain} has no MX record, so senders try its own address`),
      next: ['Add an MX record that names the mail server'],
    };
  }
  if (worst?.severity === 'warning') return concludeFinding(domain, worst);
  const moved = expected.records.filter((record) => answers.some((it) => it.records.some((other) => isMoved(record, other))));
  if (0 < moved.length) return concludeMoved(domain, moved, answers);
  return concludeAgreement(domain, expected, answers);
}

function concludeSilence(domain: string, answers: readonly MxAnswer[]): Conclusion {
  const failures = answers.map(({ resolver, rcode }) => `${resolver.name}: ${rcode}`);
  const isServfail = 0 < answers.length && answers.every(({ rcode }) => rcode === 'SERVFAIL');
  const says = isServfail
    ? `${domain} cannot be resolved: its name servers fail, or its DNSSEC signatures do not match`
    : `no resolver answered for ${domain}`;
  const next = isServfail
    ? 'Ask the name servers of the domain themselves, then check its DS record'
    : 'Check that port 53 is open from here, or name other servers in postmaster.resolvers';
  return { tone: 'bad', says: visible(says), proof: visible(failures.join(', ')), next: [next] };
}

function concludeFinding(domain: string, { severity, message }: MxFinding): Conclusion {
  const next = visible(`Correct the records at the DNS host of ${domain}, then look up again`);
  return { tone: severity === 'error' ? 'bad' : 'warn', says: visible(message), next: [next] };
}

function concludeDifference(expected: MxAnswer, different: readonly MxAnswer[]): Conclusion {
  const [first] = different;
  const odd = first?.records.filter((it) => difference(it, expected) === 'exchange') ?? [];
  const seconds = Math.max(0, ...different.map(remaining));
  const wait = lifetime(seconds);
  const who = listed(different.map(({ resolver }) => resolver.name));
  const verb = different.length === 1 ? 'answers' : 'answer';
  const what = odd.length === 0 ? `${verb} without ${exchanges(expected.records)}` : `${verb} ${exchanges(odd)}`;
  const usual = expected.records.length === 0 ? 'there is no MX record' : exchanges(expected.records);
  return {
    tone: 'warn',
    says: visible(`resolvers disagree: ${who} still ${what}${seconds === 0 ? '' : `, for ${wait} at most`}`),
    proof: visible(`${expected.authoritative ? 'the authoritative server' : 'the others'}: ${usual}`),
    next:
      odd.length === 0
        ? [`Look up again ${seconds === 0 ? 'later' : `in ${wait}`}`]
        : [`Look up again in ${wait}, when the old answer has run out`, visible(`Keep ${exchanges(odd)} running until then`)],
  };
}

/** Other addresses for the same name are no fault by themselves: large providers answer by region. */
function concludeMoved(domain: string, moved: readonly MxRecord[], answers: readonly MxAnswer[]): Conclusion {
  const names = moved.map(({ exchange }) => exchange);
  const kept = answers.flatMap(({ records }) => records).filter(({ exchange }) => names.includes(exchange));
  const wait = lifetime(Math.max(0, ...kept.flatMap(({ addresses }) => addresses.map(({ ttl }) => ttl))));
  return {
    tone: 'plain',
    says: visible(`mail for ${domain} goes to ${exchanges(moved)}, but resolvers give different addresses for it`),
    next: [`Keep every address running for ${wait} after a move; providers that answer by region differ at all times`],
  };
}

function concludeAgreement(domain: string, expected: MxAnswer, answers: readonly MxAnswer[]): Conclusion {
  const silent = answers.filter((it) => !answered(it));
  const count = answers.length - silent.length;
  const agreed = count < 2 ? '' : `; ${count === 2 ? 'both' : `all ${count}`} resolvers agree`;
  const next =
    silent.length === 0
      ? []
      : [`Ask again where no answer came: ${listed(silent.map(({ resolver, rcode }) => `${resolver.name} (${rcode})`))}`];
  return {
    tone: silent.length === 0 ? 'good' : 'warn',
    says: visible(`mail for ${domain} goes to ${exchanges(expected.records)}${agreed}`),
    next: next.map(visible),
  };
}

/** The exchangers in the order in which a sender tries them. */
function exchanges(records: readonly MxRecord[]): string {
  const ordered = [...records].sort((a, b) => a.preference - b.preference);
  return listed(ordered.map(({ exchange }) => (exchange === '.' ? 'a null MX' : exchange)));
}

function sameRecords(a: MxAnswer, b: MxAnswer): boolean {
  return a.rcode === b.rcode && keyOf(a) === keyOf(b);
}

function keyOf({ records }: MxAnswer): string {
  return records.map(recordKey).sort().join('\n');
}

/** Names compare without case (RFC 1035 2.3.3). */
function recordKey({ preference, exchange }: MxRecord): string {
  return `${preference} ${exchange.toLowerCase()}`;
}

function addressKey({ addresses }: MxRecord): string {
  return addresses
    .map(({ ip }) => ip)
    .sort()
    .join(' ');
}

function isMoved(a: MxRecord, b: MxRecord): boolean {
  const isComparable = 0 < a.addresses.length && 0 < b.addresses.length;
  return isComparable && recordKey(a) === recordKey(b) && addressKey(a) !== addressKey(b);
}
