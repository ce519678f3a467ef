import type { ProbeVerdict } from '../../../../server/src/smtp/types.ts';
import { probeTones } from '../../diagnose/verdicts.ts';
import type { ProbeResult } from '../../net/results.ts';
import { visible } from '../visible.ts';
import type { Conclusion, Tone } from './conclusion.ts';
import { listed } from './conclusion.ts';

/** What the answers of mail exchangers mean, in sentences. The verdict itself is the network layer's. */

interface Words {
  /** Two words for a pill or a table. */
  readonly label: string;
  /** The sentence of one recipient at one exchanger. */
  says(asked: Asked): string;
}

interface Asked {
  readonly address: string;
  readonly mx: string;
  readonly domain: string;
  readonly port: number;
}

const words = {
  exists: {
    label: 'exists',
    says: ({ address, mx }) => `${address} exists at ${mx}`,
  },
  'unknown-user': {
    label: 'unknown user',
    says: ({ address, mx }) => `${address} is unknown to ${mx}`,
  },
  'accepts-all': {
    label: 'accepts all',
    says: ({ mx }) => `${mx} accepts any name, so this answer proves nothing`,
  },
  disabled: {
    label: 'disabled',
    says: ({ address, mx }) => `${address} exists at ${mx} but is disabled`,
  },
  full: {
    label: 'mailbox full',
    says: ({ address, mx }) => `${address} exists at ${mx} but its mailbox is full`,
  },
  'policy-blocked': {
    label: 'client refused',
    says: ({ mx }) => `${mx} refuses this client, not the recipient`,
  },
  greylisted: {
    label: 'greylisted',
    says: ({ mx }) => `${mx} asks to come back later: probe again in 5 minutes`,
  },
  'relay-denied': {
    label: 'relay denied',
    says: ({ mx, domain }) => `${mx} does not take mail for ${domain}, so its MX record or its list of domains is wrong`,
  },
  'sender-refused': {
    label: 'sender refused',
    says: ({ mx }) => `${mx} refuses the probe’s sender, not the recipient`,
  },
  unreachable: {
    label: 'unreachable',
    says: ({ mx, port }) => `${mx} does not answer on port ${port}`,
  },
  'not-smtp': {
    label: 'not SMTP',
    says: ({ mx, port }) => `what answers at ${mx} port ${port} does not speak SMTP`,
  },
  inconclusive: {
    label: 'inconclusive',
    says: ({ address, mx }) => `the answer of ${mx} does not tell whether ${address} exists`,
  },
} as const satisfies Record<ProbeVerdict, Words>;

/** What a pill says of a verdict, and its color. */
export function verdictLabel(verdict: ProbeVerdict): { readonly label: string; readonly tone: Tone } {
  return { label: words[verdict].label, tone: probeTones[verdict] };
}

/** Where the connection is to blame, the sentence is about the connection. Other failures speak through their verdict. */
const failures: Readonly<Record<string, (asked: Asked) => string>> = {
  timeout: ({ mx, port }) => `${mx} did not answer in time on port ${port}`,
  refused: ({ mx, port }) => `${mx} refuses connections on port ${port}`,
  'no-route': ({ mx }) => `${mx} cannot be reached from here`,
  reset: ({ mx }) => `${mx} cut the connection before it answered`,
  closed: ({ mx }) => `${mx} closed the connection before it answered`,
  shutdown: ({ mx, address }) => `${mx} ended the conversation before it answered for ${address}`,
  tls: ({ mx }) => `${mx} offers TLS that does not work, and did not answer without it`,
  injection: ({ mx }) => `words were put into the conversation with ${mx}, so nothing of it counts`,
  'out-of-step': ({ mx }) => `the replies of ${mx} do not match what was asked, so nothing of it counts`,
  withheld: ({ mx }) => `${mx} leads to a local address and was not contacted`,
  declined: ({ mx }) => `${mx} was not contacted, because you did not allow it`,
  'port-blocked': () => 'this machine cannot reach any mail server: outgoing port 25 is blocked here',
  proxy: ({ mx }) => `${mx} was not reached, because the proxy did not let us through`,
  dns: ({ domain }) => `no mail exchanger of ${domain} could be asked`,
};

/** Verdicts whose sentence says all that the classification says. */
const complete: readonly ProbeVerdict[] = ['unknown-user', 'accepts-all', 'greylisted', 'full', 'disabled'];

/** What the answers come down to: one recipient is a sentence about it, several are counted. */
export function concludeProbe(results: readonly ProbeResult[]): Conclusion {
  const [only] = results;
  if (!only) return { tone: 'plain', says: 'no recipient was asked', next: [] };
  return results.length === 1 ? concludeRecipient(only) : concludeMany(results);
}

/** One sentence about one recipient: about the connection where that broke, otherwise about the verdict. The reply is the proof. */
export function concludeRecipient(result: ProbeResult): Conclusion {
  const { address, mx, ip, port, verdict, failure, text, says, next } = result;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const asked: Asked = { address, mx: mx === '' ? ip || `the mail exchanger of ${domain}` : mx, domain, port };
  const sentence = (failure === undefined ? undefined : failures[failure]) ?? words[verdict].says;
  const detail = says === undefined || complete.includes(verdict) ? {} : { detail: visible(says) };
  const proof = text === '' ? {} : { proof: visible(text) };
  return { tone: probeTones[verdict], says: visible(sentence(asked)), ...detail, ...proof, next: next.map(visible) };
}

function concludeMany(results: readonly ProbeResult[]): Conclusion {
  const count = (verdict: ProbeVerdict) => results.filter((it) => it.verdict === verdict);
  const next = ([first]: readonly ProbeResult[]) => (first?.next ?? []).map(visible);
  const unknown = count('unknown-user');
  const existing = count('exists');
  if (0 < unknown.length) {
    const names = visible(listed(unknown.map(({ address }) => address)));
    const verb = unknown.length === 1 ? 'is' : 'are';
    return { tone: 'bad', says: `${unknown.length} of ${results.length} recipients ${verb} unknown: ${names}`, next: next(unknown) };
  }
  if (existing.length === results.length) return { tone: 'good', says: `all ${results.length} recipients exist`, next: next(existing) };
  const open = results.filter(({ verdict }) => verdict !== 'exists');
  return { tone: 'warn', says: `${open.length} of ${results.length} recipients could not be verified`, next: next(open) };
}
