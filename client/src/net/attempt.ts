import { endpointText } from './endpoint.ts';
import { scopeOf } from './ip.ts';
import type { MailHost } from './mailHosts.ts';
import type { Pace } from './pace.ts';
import type { ProbeOptions } from './probeOptions.ts';
import type { TranscriptLine } from './results.ts';
import { askSessions } from './sessions.ts';
import type { Outcome, Questions } from './smtp/conversation.ts';
import type { Target } from './smtp/reach.ts';

/** What came of one address of one host. */
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

/** Asks for consent, once for this address, and then all questions, in as few connections as it takes. */
export async function attempt(target: Target, isNamed: boolean, questions: Questions, options: ProbeOptions, pace: Pace): Promise<Attempt> {
  const where = `${target.host} [${endpointText(target.ip, target.port)}]`;
  const scope = scopeOf(target.ip);
  if (scope.kind === 'local' && !isNamed && !options.allowPrivateAddresses) {
    const why = `${where} is not a public address (${scope.words}) and was not contacted`;
    return { kind: 'withheld', target, why, transcript: [remark(why)], ms: 0 };
  }
  if (!(await mayContact(target, options))) return { kind: 'declined', target, transcript: [remark(`${where} was not contacted`)], ms: 0 };
  options.progress?.(`Asking ${where}`);
  return { kind: 'held', target, ...(await askSessions(target, questions, options, pace)) };
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
  if (failure) return !isFinal(failure.kind);
  return refusal !== undefined && (refusal.stage !== 'sender' || refusal.reply.code === 421);
}

/** Ends the questions, or is itself what there is to find. */
function isFinal(kind: string): boolean {
  return kind === 'cancelled' || kind === 'mistake' || kind === 'injection' || kind === 'out-of-step' || kind === 'proxy';
}

function remark(text: string): TranscriptLine {
  return { by: 'note', text, at: 0, tls: false, expected: true };
}
