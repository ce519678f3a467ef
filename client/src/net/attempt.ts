import { endpointText } from './endpoint.ts';
import { scopeOf } from './ip.ts';
import type { MailHost } from './mailHosts.ts';
import type { ProbeOptions } from './probeOptions.ts';
import type { TranscriptLine } from './results.ts';
import { askRecipients, type Outcome, type Questions } from './smtp/conversation.ts';
import { usualDeadlines } from './smtp/deadlines.ts';
import { holdConversation, type Target } from './smtp/socket.ts';

/** One try at one address of one host. */
export type Attempt = { readonly target: Target; readonly transcript: readonly TranscriptLine[]; readonly ms: number } & (
  | { readonly kind: 'held'; readonly outcome: Outcome }
  /** Nothing was sent: the address is not public and nobody allowed it. */
  | { readonly kind: 'withheld'; readonly why: string }
  /** The person said no. */
  | { readonly kind: 'declined' }
);

/** A sender does not try for ever either; a hostile zone could name thousands of addresses. */
const mostAttempts = 16;

export interface Targets {
  readonly hosts: readonly MailHost[];
  readonly isNamed: boolean;
  readonly port: number;
}

/** The addresses of the hosts in the order in which a sender tries them. */
export function targetsOf({ hosts, port }: Targets): readonly Target[] {
  return hosts.flatMap(({ host, ips }) => ips.map((ip) => ({ host, ip, port }))).slice(0, mostAttempts);
}

/** Asks for consent, connects, holds the conversation, and once more in plain text where TLS failed. */
export async function attempt(target: Target, isNamed: boolean, questions: Questions, options: ProbeOptions): Promise<Attempt> {
  const where = `${target.host} [${endpointText(target.ip, target.port)}]`;
  const scope = scopeOf(target.ip);
  if (scope.kind === 'local' && !isNamed && !options.allowPrivateAddresses) {
    const why = `${where} is not a public address (${scope.words}) and was not contacted`;
    return { kind: 'withheld', target, why, transcript: [line('note', why)], ms: 0 };
  }
  if (!(await mayContact(target, options)))
    return { kind: 'declined', target, transcript: [line('note', `${where} was not contacted`)], ms: 0 };
  options.progress?.(`Asking ${where}`);
  const drive = { deadlines: { ...usualDeadlines, ...options.deadlines }, signal: options.signal, dial: options.dial };
  const first = await holdConversation(askRecipients(questions), target, drive);
  if (first.outcome.failure?.kind !== 'tls') return { kind: 'held', target, ...first };
  options.progress?.(`TLS failed with ${where}, asking again in plain text`);
  const second = await holdConversation(askRecipients({ ...questions, useTls: false }), target, drive);
  const remark = line('note', 'asking again without TLS, as many senders do');
  return {
    kind: 'held',
    target,
    outcome: second.outcome,
    transcript: [...first.transcript, remark, ...second.transcript],
    ms: first.ms + second.ms,
  };
}

/** A dialog that breaks is no consent. */
async function mayContact({ host, ip }: Target, options: ProbeOptions): Promise<boolean> {
  try {
    return await options.mayContact(host, ip);
  } catch {
    return false;
  }
}

/** True where the host never came to the point, so that a sender would try the next one. */
export function isDeadEnd(it: Attempt): boolean {
  if (it.kind === 'withheld') return true;
  if (it.kind === 'declined') return false;
  const { replies, unasked, refusal, failure } = it.outcome;
  if (0 < replies.size || (0 < unasked.size && !failure && !refusal)) return false;
  if (failure) return failure.kind !== 'cancelled' && failure.kind !== 'mistake' && failure.kind !== 'injection';
  return refusal !== undefined && (refusal.stage !== 'sender' || refusal.reply.code === 421);
}

function line(by: TranscriptLine['by'], text: string): TranscriptLine {
  return { by, text, at: 0, tls: false, expected: true };
}
