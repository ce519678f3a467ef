import { randomInt } from 'node:crypto';
import type { Address } from './address.ts';
import { type Attempt, attempt, isDeadEnd, targetsOf } from './attempt.ts';
import { conclude, mostTelling } from './conclude.ts';
import { heloText } from './helo.ts';
import { findMailHosts, type MailHosts } from './mailHosts.ts';
import type { ProbeOptions } from './probeOptions.ts';
import type { ProbeResult, TranscriptLine } from './results.ts';
import type { Questions, Recipient } from './smtp/conversation.ts';

/**
 * Asks the mail exchangers whether they would take mail for these addresses, and leaves before a message. One result for each address,
 * in their order. Domains are asked one after the other, each in as few connections as it takes. Never rejects.
 */
export async function probeRecipient(addresses: readonly Address[], options: ProbeOptions): Promise<readonly ProbeResult[]> {
  const groups = new Map<string, Address[]>();
  for (const it of addresses) {
    const key = behindAt(it) ?? '';
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  const results = new Map<Address, ProbeResult>();
  const asked: Asked[] = [];
  for (const group of groups.values()) {
    const res = await askGroup(group, options);
    asked.push(res);
    for (const [address, result] of res.results) results.set(address, result);
  }
  const isBlocked = asked.every((it) => it.isSilent);
  return addresses.flatMap((it) => results.get(it) ?? []).map((it) => (isBlocked ? withPortHint(it, asked.length) : it));
}

interface Asked {
  readonly results: ReadonlyMap<Address, ProbeResult>;
  /** True where every connection to port 25 ran into its deadline, which is what a blocked port looks like. */
  readonly isSilent: boolean;
}

async function askGroup(group: readonly Address[], options: ProbeOptions): Promise<Asked> {
  const [first] = group;
  const port = options.server?.port ?? options.port ?? 25;
  if (!first) return { results: new Map(), isSilent: false };
  const isPort = Number.isInteger(port) && 0 < port && port < 65536;
  const found = isPort ? await findMailHosts(first, options) : noPort(port);
  if (found.kind === 'none') return { results: new Map(group.map((it) => [it, withoutHost(it, found, port)])), isSilent: false };
  const attempts = await askHosts(group, { ...found, port }, options);
  const results = new Map(group.map((it) => [it, resultFor(it, attempts, port)]));
  return { results, isSilent: port === 25 && 0 < attempts.length && attempts.every(isSilence) };
}

function noPort(port: number): MailHosts {
  return { kind: 'none', isCertain: false, why: `${port} is not the number of a port`, next: ['Set the port to a number from 1 to 65535'] };
}

/** Tries address after address until one host answers about recipients; then once more for those whose turn did not come. */
async function askHosts(
  group: readonly Address[],
  hosts: Parameters<typeof targetsOf>[0],
  options: ProbeOptions,
): Promise<readonly Attempt[]> {
  const questions = questionsFor(group, options);
  const attempts: Attempt[] = [];
  for (const target of targetsOf(hosts)) {
    if (options.signal?.aborted && 0 < attempts.length) return attempts;
    const res = await attempt(target, hosts.isNamed, questions, options);
    attempts.push(res);
    if (isDeadEnd(res)) continue;
    const rest = unanswered(questions.recipients, res);
    if (rest.length === 0) return attempts;
    // Servers limit what one connection may ask; a second one is polite, a third would be insistence.
    attempts.push(await attempt(target, hosts.isNamed, { ...questions, recipients: rest }, options));
    return attempts;
  }
  return attempts;
}

function unanswered(recipients: readonly Recipient[], res: Attempt): readonly Recipient[] {
  if (res.kind !== 'held' || res.outcome.replies.size === 0) return [];
  const { failure, replies, unasked } = res.outcome;
  const isCutOff = failure?.kind === 'shutdown' || failure?.kind === 'closed' || failure?.kind === 'reset' || failure?.kind === 'timeout';
  return isCutOff ? recipients.filter((it) => !replies.has(it.text) && !unasked.has(it.text)) : [];
}

function questionsFor(group: readonly Address[], options: ProbeOptions): Questions {
  const recipients = group.map((it): Recipient => ({ text: it.text, smtputf8: it.smtputf8, domain: behindAt(it) }));
  return {
    helo: heloText(options.heloName),
    sender: options.sender?.text,
    recipients,
    random: options.random ?? randomLocalPart,
    useTls: true,
  };
}

/** 24 characters without a meaning: nobody has such a mailbox. */
function randomLocalPart(): string {
  return Array.from({ length: 24 }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[randomInt(36)]).join('');
}

/** What stands behind the @ on the wire. */
function behindAt({ text, domain, literal }: Address): string | undefined {
  if (domain) return domain.ascii;
  return literal === undefined ? undefined : text.slice(text.lastIndexOf('@') + 1);
}

function resultFor(address: Address, attempts: readonly Attempt[], port: number): ProbeResult {
  const deciding = attempts.find((it) => answers(it, address)) ?? attempts.find((it) => !isDeadEnd(it)) ?? mostTelling(attempts);
  const transcript = attempts.flatMap((it): readonly TranscriptLine[] => it.transcript);
  const ms = attempts.reduce((res, it) => res + it.ms, 0);
  if (!deciding)
    return { address: address.text, mx: '', ip: '', port, verdict: 'inconclusive', text: 'no host was asked', next: [], transcript, ms };
  const { target } = deciding;
  const conclusion = conclude(deciding, address.text, behindAt(address));
  const others = attempts.filter((it) => it !== deciding && it.target.ip !== target.ip);
  const text =
    isDeadEnd(deciding) && 0 < others.length
      ? `${target.host} [${target.ip}]: ${conclusion.text}; ${others.map(inShort).join('; ')}`
      : conclusion.text;
  return { address: address.text, mx: target.host, ip: target.ip, port: target.port, ...conclusion, text, transcript, ms };
}

function answers(it: Attempt, address: Address): boolean {
  return it.kind === 'held' && it.outcome.replies.has(address.text);
}

function inShort(it: Attempt): string {
  return `${it.target.host} [${it.target.ip}]: ${conclude(it, '', undefined).text}`;
}

function isSilence(it: Attempt): boolean {
  return it.kind === 'held' && it.outcome.failure?.kind === 'timeout' && it.outcome.failure.stage === 'connect';
}

function withPortHint(result: ProbeResult, domains: number): ProbeResult {
  const hint =
    1 < domains
      ? `Ask your provider to open outgoing port 25: the servers of ${domains} domains are all silent, so it is blocked on the way from this machine`
      : 'Find out whether outgoing port 25 is blocked where this machine stands, as most access providers and clouds do, and ask from the mail server instead';
  return { ...result, next: [hint, ...result.next] };
}

function withoutHost(
  { text: address }: Address,
  { isCertain, why, next }: Extract<MailHosts, { readonly kind: 'none' }>,
  port: number,
): ProbeResult {
  return {
    address,
    mx: '',
    ip: '',
    port,
    verdict: isCertain ? 'unreachable' : 'inconclusive',
    text: why,
    failure: 'dns',
    next,
    transcript: [],
    ms: 0,
  };
}
