import type { Explained } from '../../../server/src/protocol.ts';
import type { ProbeVerdict } from '../../../server/src/smtp/types.ts';
import type { Tone } from './diagnosis.ts';

/** How an answer is shown in short: the color of its verdict, and its code. */

/** Of a server that was asked. */
export const probeTones = {
  exists: 'good',
  'unknown-user': 'bad',
  'accepts-all': 'warn',
  disabled: 'bad',
  full: 'warn',
  'policy-blocked': 'warn',
  greylisted: 'warn',
  'relay-denied': 'bad',
  'sender-refused': 'warn',
  unreachable: 'bad',
  'not-smtp': 'bad',
  inconclusive: 'plain',
} as const satisfies Record<ProbeVerdict, Tone>;

/** Of a reply that the files foretell. */
export const replyTones = {
  accepted: 'good',
  rejected: 'bad',
  deferred: 'warn',
  'no-service': 'bad',
  unknown: 'warn',
} as const satisfies Record<Explained['rcpt']['verdict'], Tone>;

/** "550 5.1.1", or nothing where no server answered. */
export function codeOf({ code, enhanced }: { readonly code?: number; readonly enhanced?: string }): string {
  return [code, enhanced].filter((it) => it !== undefined).join(' ');
}

/** "550 5.1.1", or the verdict where there is no code. */
export function codeOrVerdict(reply: { readonly code?: number; readonly enhanced?: string; readonly verdict: string }): string {
  return codeOf(reply) || reply.verdict;
}
