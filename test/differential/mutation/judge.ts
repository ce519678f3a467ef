import { lineOf } from '../../../server/src/core/text.ts';
import type { Report } from '../../../server/src/workspace/findings.ts';
import type { AddressAnswers, PostfixSite } from '../postfix/answers.ts';
import { pathOnServer, readSite, snapshotOf } from '../postfix/engine.ts';
import { arrives } from '../postfix/expectation.ts';
import type { Mutant } from './fault.ts';
import { expanded, parametersOf } from './text.ts';
import type { SiteAnswers } from './worker.ts';

/** A finding as `postmaster check` prints it. */
export interface Found {
  readonly rule: string;
  readonly severity: Report['severity'];
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export type Verdict =
  /** Whoever got mail before still gets it, or is told something else than "unknown user". */
  | { readonly kind: 'harmless'; readonly lost: readonly string[] }
  | { readonly kind: 'caught'; readonly dead: readonly string[]; readonly by: readonly Found[] }
  /** The fault is in no file: see the reason. */
  | { readonly kind: 'invisible'; readonly dead: readonly string[]; readonly why: string }
  | { readonly kind: 'missed'; readonly dead: readonly string[]; readonly others: readonly Found[] };

/** What all rules find in a site. */
export function findingsIn(site: PostfixSite, compiled: readonly string[] = []): readonly Found[] {
  const snapshot = snapshotOf(site, compiled);
  return snapshot.findings().map(({ rule, severity, at, message }) => {
    const line = lineOf(snapshot.textOf(at.file), at.start);
    return { rule, severity, file: pathOnServer(at.file), line, message };
  });
}

/** Does a finding stand on the faulty line, or on one that names who is unknown now? What was found before the fault does not count. */
export function judge(mutant: Mutant, before: SiteAnswers, after: SiteAnswers): Verdict {
  const { dead, lost } = losses(before, after);
  if (dead.length === 0) return { kind: 'harmless', lost };
  const { deployment, change, site } = mutant;
  const known = new Set(findingsIn(deployment.site).map(({ rule, message }) => `${rule} ${message}`));
  const found = findingsIn(site, compiledTables(mutant)).filter(({ rule, message }) => !known.has(`${rule} ${message}`));
  const places = faultyLines(mutant);
  const texts = { ...site.files, ...change.changedSince };
  const isNamedIn = namesOf(mutant, dead);
  const isThere = ({ file, line }: Found): boolean => places.has(`${file}:${line}`) || isNamedIn(texts[file]?.split('\n')[line - 1] ?? '');
  const by = found.filter(isThere);
  if (0 < by.length) return { kind: 'caught', dead, by };
  const isNamed = Object.values(texts).some((text) => text.split('\n').some(isNamedIn));
  const why = whyInvisible(mutant, dead, isNamed);
  return why === undefined ? { kind: 'missed', dead, others: found } : { kind: 'invisible', dead, why };
}

function whyInvisible({ deployment, change, fault }: Mutant, dead: readonly string[], isNamed: boolean): string | undefined {
  if (change.invisible !== undefined) return change.invisible;
  const system = readSite(deployment.site);
  const isForeign = (address: string): boolean => system.classOf(address.replace(/.*@/, '')).kind === 'elsewhere';
  if (dead.every(isForeign)) return 'the mailbox is on a server of somebody else, whose users are in no file here';
  return isNamed ? undefined : fault.mayVanish;
}

/** Who is unknown now: the recipient refused, or the last one that the mail was meant for. `lost`: who gets no mail for another reason. */
function losses(before: SiteAnswers, after: SiteAnswers): { readonly dead: readonly string[]; readonly lost: readonly string[] } {
  const dead = new Set<string>();
  const lost: string[] = [];
  for (const [address, answers] of Object.entries(before.addresses)) {
    if (!arrives(answers)) continue;
    const now = after.addresses[address];
    const unknown = now ? unknownIn(address, now) : [];
    for (const it of unknown) dead.add(it.toLowerCase());
    if (unknown.length === 0 && !(now && arrives(now))) lost.push(address);
  }
  return { dead: [...dead], lost };
}

function unknownIn(address: string, { rcpt, final }: AddressAnswers): readonly string[] {
  const reply = rcpt.outside;
  if (reply?.kind === 'reply' && reply.verdict === 'rejected' && reply.enhanced === '5.1.1') return [address];
  return (final ?? []).filter((it) => it.status === 'bounced' && it.enhanced === '5.1.1').map((it) => it.to);
}

/** The lines that are other than before, all lines of a parameter of which one is, and what the fault itself says. */
function faultyLines({ deployment, change, site }: Mutant): ReadonlySet<string> {
  const res = new Set<string>();
  for (const [file, after] of Object.entries({ ...change.files, ...change.changedSince })) {
    if (after === undefined) continue;
    const [old, now] = [(deployment.site.files[file] ?? '').split('\n'), after.split('\n')];
    let first = 0;
    while (first < now.length && now[first] === old[first]) first++;
    let tail = 0;
    while (tail < now.length - first && tail < old.length - first && now.at(-1 - tail) === old.at(-1 - tail)) tail++;
    for (let i = first; i < now.length - tail; i++) res.add(`${file}:${i + 1}`);
  }
  const before = new Set(parametersOf(deployment.site.files).map((it) => it.text));
  for (const { file, text, start } of parametersOf(site.files)) {
    if (before.has(text)) continue;
    const first = lineOf(site.files[file]!, start);
    for (let i = 0; i < text.split('\n').length; i++) res.add(`${file}:${first + i}`);
  }
  const texts = { ...deployment.site.files, ...change.files };
  for (const { file, piece } of change.faulty ?? []) {
    for (const [i, line] of (texts[file] ?? '').split('\n').entries()) if (line.includes(piece)) res.add(`${file}:${i + 1}`);
  }
  return res;
}

/** Tells the lines that name one of these addresses: in full, or by the bare name where the machine completes it so. */
function namesOf({ site }: Mutant, addresses: readonly string[]): (line: string) => boolean {
  const system = readSite(site);
  const patterns = addresses.flatMap((address) => {
    const [local = '', domain = ''] = address.split('@');
    const found = system.classOf(domain);
    const user = `${escaped(local.replace(/\+.*/, ''))}(\\+[^@\\s]*)?`;
    const full = `${user}@${escaped(domain)}(?=[\\s,:;">.]|$)`;
    const bare = `${user}(?=[\\s,:;"]|$)`;
    const isShort = (found.kind === 'class' && found.class === 'local') || domain === system.parameters.text('myorigin');
    return isShort ? [full, bare] : [full];
  });
  const pattern = new RegExp(`(^|[\\s,:"<])(${patterns.join('|')})`);
  return (line) => !/^\s*#/.test(line) && (pattern.test(line.toLowerCase()) || addresses.some((it) => isMatched(line, it)));
}

/** Is this a line of a table of patterns that matches the address? */
function isMatched(line: string, address: string): boolean {
  const expression = /^\/(.*)\/\w*\s/.exec(line)?.[1];
  return expression !== undefined && new RegExp(expression, 'i').test(address);
}

/** The tables that were compiled before the fault, where the fault is that one was not compiled again. */
function compiledTables({ deployment }: Mutant): readonly string[] {
  const parameters = [
    'alias_maps',
    'alias_database',
    'virtual_alias_maps',
    'virtual_mailbox_maps',
    'relay_recipient_maps',
    'transport_maps',
  ];
  const words = parameters.flatMap((it) => expanded(deployment, it).split(/[\s,]+/));
  return [...new Set(words)].filter((it) => /^(hash|btree|lmdb|cdb):/.test(it));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
