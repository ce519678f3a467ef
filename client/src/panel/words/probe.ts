import type { ProbeVerdict } from '../../../../server/src/smtp/types.ts';
import type { ProbeResult } from '../../net/results.ts';
import { visible } from '../visible.ts';
import type { Conclusion, Tone } from './conclusion.ts';
import { listed } from './conclusion.ts';

/** What the answers of mail exchangers mean, in sentences. The verdict itself is the network layer's. */

interface Words {
  readonly tone: Tone;
  /** Two words for a pill or a table. */
  readonly label: string;
  /** The sentence of one recipient at one exchanger. */
  says(asked: { readonly address: string; readonly mx: string; readonly domain: string; readonly port: number }): string;
  /** For answers that bring no advice of their own. */
  readonly next: string;
}

const words = {
  exists: {
    tone: 'good',
    label: 'exists',
    says: ({ address, mx }) => `${address} exists at ${mx}`,
    next: 'Search the server’s log for what happens after the queue: an accepted recipient can still bounce later',
  },
  'unknown-user': {
    tone: 'bad',
    label: 'unknown user',
    says: ({ address, mx }) => `${address} is unknown to ${mx}`,
    next: 'Check the spelling, then add the mailbox or an alias on that server',
  },
  'accepts-all': {
    tone: 'warn',
    label: 'accepts all',
    says: ({ mx }) => `${mx} accepts any name, so this answer proves nothing`,
    next: 'Look in the table of recipients on that server: only it can tell whether the mailbox exists',
  },
  disabled: {
    tone: 'bad',
    label: 'disabled',
    says: ({ address, mx }) => `${address} exists at ${mx} but is disabled`,
    next: 'Ask whoever runs that server to enable the mailbox',
  },
  full: {
    tone: 'warn',
    label: 'mailbox full',
    says: ({ address, mx }) => `${address} exists at ${mx} but its mailbox is full`,
    next: 'Raise the quota or empty the mailbox, then probe again',
  },
  'policy-blocked': {
    tone: 'warn',
    label: 'client refused',
    says: ({ mx }) => `${mx} refuses this client, not the recipient`,
    next: 'Probe from a host with a fixed address, a PTR record and a good name, such as your own mail server',
  },
  greylisted: {
    tone: 'warn',
    label: 'greylisted',
    says: ({ mx }) => `${mx} asks to come back later: probe again in 5 minutes`,
    next: 'Run this probe again in 5 minutes, from the same address and with the same sender',
  },
  'relay-denied': {
    tone: 'bad',
    label: 'relay denied',
    says: ({ mx, domain }) => `${mx} does not take mail for ${domain}, so its MX record or its list of domains is wrong`,
    next: 'Add the domain to that server’s domains, or correct the MX record',
  },
  'sender-refused': {
    tone: 'warn',
    label: 'sender refused',
    says: ({ mx }) => `${mx} refuses the probe’s sender, not the recipient`,
    next: 'Set postmaster.probe.sender to an address that receives mail, then probe again',
  },
  unreachable: {
    tone: 'bad',
    label: 'unreachable',
    says: ({ mx, port }) => `${mx} does not answer on port ${port}`,
    next: 'Check from another network: many providers block port 25 outwards',
  },
  'not-smtp': {
    tone: 'bad',
    label: 'not SMTP',
    says: ({ mx, port }) => `what answers at ${mx} port ${port} does not speak SMTP`,
    next: 'Check which service listens on that port, and whether a proxy stands between',
  },
  inconclusive: {
    tone: 'plain',
    label: 'inconclusive',
    says: ({ address, mx }) => `the answer of ${mx} does not tell whether ${address} exists`,
    next: 'Read the conversation below, then probe again later',
  },
} as const satisfies Record<ProbeVerdict, Words>;

/** What a pill says of a verdict, and its color. */
export function verdictLabel(verdict: ProbeVerdict): { readonly label: string; readonly tone: Tone } {
  return words[verdict];
}

/** "550 5.1.1", or nothing where no server answered. */
export function codeOf({ code, enhanced }: Pick<ProbeResult, 'code' | 'enhanced'>): string {
  return [code, enhanced].filter((it) => it !== undefined).join(' ');
}

/** The sentence for one answer. */
export function answerSays(result: ProbeResult): string {
  const { address, mx, ip, port, verdict } = result;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (mx === '' && ip === '') return visible(`no mail exchanger of ${domain} could be asked`);
  return visible(words[verdict].says({ address, mx: mx || ip, domain, port }));
}

/**
 * The answer that decides for a recipient: the first exchanger that spoke of the recipient, in the order of preference that a sender
 * keeps to; where none did, the first that was asked.
 */
export function decisive(results: readonly ProbeResult[]): ProbeResult | undefined {
  return results.find(({ verdict }) => verdict !== 'unreachable' && verdict !== 'not-smtp') ?? results[0];
}

/** The answers of one recipient together, in the order in which the recipients were asked. */
export function byRecipient(results: readonly ProbeResult[]): readonly (readonly ProbeResult[])[] {
  const addresses = [...new Set(results.map(({ address }) => address))];
  return addresses.map((address) => results.filter((it) => it.address === address));
}

export function concludeProbe(results: readonly ProbeResult[]): Conclusion {
  const decided = byRecipient(results).flatMap((answers) => decisive(answers) ?? []);
  const [only] = decided;
  if (!only) return { tone: 'plain', says: 'no recipient was asked', next: [] };
  return decided.length === 1 ? concludeRecipient(only) : concludeMany(decided);
}

export function concludeRecipient(result: ProbeResult): Conclusion {
  const { tone, next } = words[result.verdict];
  const proof = result.text === '' ? {} : { proof: visible(result.text) };
  return { tone, says: answerSays(result), ...proof, next: result.next.length === 0 ? [next] : result.next.map(visible) };
}

function concludeMany(decided: readonly ProbeResult[]): Conclusion {
  const unknown = decided.filter(({ verdict }) => verdict === 'unknown-user');
  const existing = decided.filter(({ verdict }) => verdict === 'exists');
  const names = visible(listed(unknown.map(({ address }) => address)));
  const count = `${unknown.length} of ${decided.length} recipients`;
  if (0 < unknown.length) {
    return { tone: 'bad', says: `${count} ${unknown.length === 1 ? 'is' : 'are'} unknown: ${names}`, next: [words['unknown-user'].next] };
  }
  if (existing.length === decided.length)
    return { tone: 'good', says: `all ${decided.length} recipients exist`, next: [words.exists.next] };
  const open = decided.length - existing.length;
  return {
    tone: 'warn',
    says: `${open} of ${decided.length} recipients could not be verified`,
    next: ['Read below what each server answered'],
  };
}
