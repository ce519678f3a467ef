import { type Address, parseAddress } from '../net/address.ts';
import { type Refusal, refuse } from '../net/refusal.ts';

/** Twenty at a time: smtpd_soft_error_limit slows a client down after ten unknown recipients, smtpd_hard_error_limit hangs up after twenty. */
const most = 20;

/** With a pace servers bear more; what the panel shows at once does not. */
const mostWithPace = 100;

/** Reads the recipients that a person typed, separated by blanks or commas; inside quotes both belong to the address. */
export function parseRecipients(
  text: string,
  /** Recipients a minute, where somebody set that. */
  pace?: number,
): { readonly kind: 'recipients'; readonly addresses: readonly Address[] } | Refusal {
  const words = text.match(/(?:"(?:[^"\\]|\\.)*"|[^\s,;"])+|"/g) ?? [];
  if (words.length === 0) return refuse('there is no address');
  if (pace === undefined && most < words.length)
    return refuse(
      `at most ${most} recipients at a time, because mail servers shut out clients that try many names; with postmaster.probe.pace up to ${mostWithPace}`,
    );
  if (mostWithPace < words.length) return refuse(`at most ${mostWithPace} recipients at a time; the command line takes longer lists`);
  const addresses: Address[] = [];
  for (const word of words) {
    const address = parseAddress(word);
    if (address.kind === 'refused') return address;
    if (!addresses.some(({ text: it }) => it === address.text)) addresses.push(address);
  }
  return { kind: 'recipients', addresses };
}
