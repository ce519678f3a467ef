import type { RcptReply } from '../../../core/trace.ts';
import type { Parameters } from '../parameters.ts';

/**
 * A refusal as smtpd words it: `<address>: Recipient address rejected: why`. soft_bounce turns 5 into 4. With a code that refuses
 * nothing smtpd says that it is not available. Asked of Postfix 3.7.
 */
export function refusal(parameters: Parameters, code: number, enhanced: string, text: string): RcptReply {
  if (code < 400 || 599 < code) return { verdict: 'deferred', code: 450, enhanced: '4.7.1', text: 'Service unavailable' };
  const isSoft = parameters.isYes('soft_bounce') && 500 <= code;
  const finalCode = isSoft ? code - 100 : code;
  const digit = String(finalCode)[0]!;
  return {
    verdict: finalCode < 500 ? 'deferred' : 'rejected',
    code: finalCode,
    // The first digit of the enhanced code follows the reply code.
    enhanced: enhanced === '' ? '' : `${digit}${enhanced.slice(1)}`,
    text,
  };
}

/** A number that a parameter holds, or what Postfix takes where it holds none. */
export function codeOf(parameters: Parameters, name: string, otherwise: number): number {
  const code = Number(parameters.text(name));
  return Number.isInteger(code) ? code : otherwise;
}

/** What a refusal is about. */
export type Subject = 'recipient' | 'sender' | 'other';

/** The last digit of a code about addresses as a refusal of a recipient and of a sender has it. Source: smtpd_dsn_fix(), asked of Postfix 3.7. */
const ADDRESS_DETAILS: Readonly<Record<Exclude<Subject, 'other'>, Readonly<Record<string, string>>>> = {
  recipient: { 1: '1', 2: '2', 3: '3', 4: '4', 5: '5', 6: '6', 7: '3', 8: '2' },
  sender: { 2: '8', 3: '7', 7: '7', 8: '8' },
};

/** x.1.y is about an address: smtpd makes it one about the address that it refuses, and x.0.0 where it refuses none. */
export function about(subject: Subject, enhanced: string): string {
  const detail = /^\d\.1\.(\d+)$/.exec(enhanced)?.[1];
  if (detail === undefined) return enhanced;
  return subject === 'other' ? `${enhanced[0]}.0.0` : `${enhanced[0]}.1.${ADDRESS_DETAILS[subject][detail] ?? '0'}`;
}

/** `4.2.2 text` into its two halves. Source: dsn_split(). */
export function splitEnhanced(text: string, otherwise: string): { readonly enhanced: string; readonly words: string } {
  const match = /^([245]\.\d{1,3}\.\d{1,3})(?:\s+([\s\S]*))?$/.exec(text.trim());
  return match ? { enhanced: match[1]!, words: match[2] ?? '' } : { enhanced: otherwise, words: text.trim() };
}

export const ACCEPTED: RcptReply = { verdict: 'accepted', code: 250, enhanced: '2.1.5', text: 'Ok' };

/** What smtpd says where a table cannot be asked. */
export function temporaryFailure(subject: string): RcptReply {
  return { verdict: 'deferred', code: 451, enhanced: '4.3.0', text: `<${subject}>: Temporary lookup failure` };
}

/** What smtpd says where a table answers with nothing. */
export function configurationError(parameters: Parameters, subject?: string): RcptReply {
  const text = 'Server configuration error';
  return refusal(parameters, 451, '4.3.5', subject === undefined ? text : `<${subject}>: Recipient address rejected: ${text}`);
}
