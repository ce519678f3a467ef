import { randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import type { Address } from './address.ts';
import { type Attempt, attempt, isDeadEnd, type Targets, targetsOf } from './attempt.ts';
import { conclude, mostTelling } from './conclude.ts';
import { heloText } from './helo.ts';
import { findMailHosts, type MailHosts } from './mailHosts.ts';
import { makePace, type Pace } from './pace.ts';
import { type AskedDomain, withPortPattern } from './portPattern.ts';
import type { ProbeOptions } from './probeOptions.ts';
import type { ProbeResult } from './results.ts';
import type { Questions, Recipient } from './smtp/conversation.ts';

/**
 * Asks the mail exchangers whether they would take mail for these addresses, and leaves before a message. One result for each address,
 * in their order. Domains are asked one after the other, each in as few connections as it takes; a server that is named is asked about
 * all of them together. Never rejects.
 */
export async function probeRecipient(addresses: readonly Address[], options: ProbeOptions): Promise<readonly ProbeResult[]> {
  const groups = new Map<string, Address[]>();
  for (const it of addresses) {
    const key = options.server ? '' : (behindAt(it) ?? '');
    const group = groups.get(key);
    if (group) group.push(it);
    else groups.set(key, [it]);
  }
  const pace = makePace(options);
  const results = new Map<Address, ProbeResult>();
  const asked: AskedDomain[] = [];
  for (const [domain, group] of groups) {
    const attempts = await askGroup(group, options, pace);
    if (attempts.kind === 'none') for (const it of group) results.set(it, withoutHost(it, attempts, portOf(options)));
    else {
      asked.push({ domain, attempts: attempts.attempts });
      const transcript = attempts.attempts.flatMap((it) => it.transcript);
      for (const it of group) results.set(it, { ...resultFor(it, attempts.attempts, portOf(options)), transcript });
    }
  }
  const whole = addresses.flatMap((it) => results.get(it) ?? []);
  return withPortPattern(whole, asked);
}

type AskedGroup = { readonly kind: 'asked'; readonly attempts: readonly Attempt[] } | Extract<MailHosts, { readonly kind: 'none' }>;

async function askGroup(group: readonly Address[], options: ProbeOptions, pace: Pace): Promise<AskedGroup> {
  const port = portOf(options);
  const isPort = Number.isInteger(port) && 0 < port && port < 65536;
  if (!isPort) return none(`${port} is not the number of a port`, ['Set the port to a number from 1 to 65535']);
  const found = await findMailHosts(group[0]!, options);
  if (found.kind === 'none') return found;
  const hosts = found.hosts.map(({ host, ips }) => ({ host, ips: ips.filter((it) => isOfVersion(it, options)) }));
  if (hosts.every((it) => it.ips.length === 0))
    return none(`${hosts.map((it) => it.host).join(', ')} has no IPv${options.ipVersion} address, and only such are asked`, [
      'Let both versions of IP be asked',
    ]);
  return { kind: 'asked', attempts: await askHosts(group, { ...found, hosts, port }, options, pace) };
}

function portOf({ server, port }: ProbeOptions): number {
  return server?.port ?? port ?? 25;
}

function isOfVersion(ip: string, { ipVersion }: ProbeOptions): boolean {
  return ipVersion === undefined || isIP(ip) === ipVersion;
}

function none(why: string, next: readonly string[]): AskedGroup {
  return { kind: 'none', isCertain: false, why, next };
}

/** Tries address after address until one host answers about recipients. */
async function askHosts(group: readonly Address[], hosts: Targets, options: ProbeOptions, pace: Pace): Promise<readonly Attempt[]> {
  const questions = questionsFor(group, options);
  const attempts: Attempt[] = [];
  for (const target of targetsOf(hosts)) {
    if (options.signal?.aborted && 0 < attempts.length) return attempts;
    const res = await attempt(target, hosts.isNamed, questions, options, pace);
    attempts.push(res);
    if (!isDeadEnd(res)) return attempts;
  }
  return attempts;
}

function questionsFor(group: readonly Address[], options: ProbeOptions): Questions {
  return {
    helo: heloText(options.heloName),
    sender: options.sender?.text,
    recipients: group.map((it): Recipient => ({ text: it.text, smtputf8: it.smtputf8, domain: behindAt(it) })),
    random: options.random ?? randomLocalPart,
    tls: options.tls ?? (portOf(options) === 465 ? 'immediate' : 'opportunistic'),
    pipelining: options.pipelining === true,
    persists: options.pace !== undefined,
    settled: new Set(),
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

function resultFor(address: Address, attempts: readonly Attempt[], port: number): Omit<ProbeResult, 'transcript'> {
  const deciding = attempts.find((it) => answers(it, address)) ?? attempts.find((it) => !isDeadEnd(it)) ?? mostTelling(attempts);
  const notes = address.notes.length === 0 ? {} : { notes: address.notes };
  const ms = attempts.reduce((res, it) => res + it.ms, 0);
  if (!deciding) return { address: address.text, mx: '', ip: '', port, verdict: 'inconclusive', text: 'no host was asked', next: [], ms };
  const { target } = deciding;
  const conclusion = conclude(deciding, address.text, behindAt(address));
  const others = attempts.filter((it) => it !== deciding && it.target.ip !== target.ip);
  const text =
    isDeadEnd(deciding) && 0 < others.length
      ? `${target.host} [${target.ip}]: ${conclusion.text}; ${others.map(inShort).join('; ')}`
      : conclusion.text;
  return { address: address.text, mx: target.host, ip: target.ip, port: target.port, ...conclusion, text, ...notes, ms };
}

function answers(it: Attempt, address: Address): boolean {
  return it.kind === 'held' && it.outcome.replies.has(address.text);
}

function inShort(it: Attempt): string {
  return `${it.target.host} [${it.target.ip}]: ${conclude(it, '', undefined).text}`;
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
