import { hasHostBits, isInside, parseIp, parseNetwork } from '../../../formats/network.ts';
import { wordsOf } from '../parameters.ts';
import type { Postfix } from '../system.ts';
import { tableRefOf } from '../tableRef.ts';

/**
 * Whether a client belongs to mynetworks. Without the parameter only the host itself is sure to. `broken`: a network that
 * Postfix cannot read stands before one that fits, and every client is put off.
 */
export function isTrusted(system: Postfix, client: string): 'yes' | 'no' | 'unknown' | 'broken' {
  const address = parseIp(client);
  if (!address) return 'no';
  const { smtpd } = system;
  if (!smtpd.writtenValue('mynetworks')) return address[0] === 127 || isLoopback6(address) ? 'yes' : 'no';
  let res: 'yes' | 'no' | 'unknown' = 'no';
  for (const item of wordsOf('mynetworks', smtpd)) {
    const negated = item.text.startsWith('!');
    const text = item.text.replace(/^!+/, '');
    const network = parseNetwork(text) ?? parseNetwork(text.replace(/^\[(.*)\](\/\d+)?$/, '$1$2'));
    if (network && hasHostBits(network)) return 'broken';
    if (network && isInside(address, network)) return negated ? 'no' : 'yes';
    // A word without a dot is the name of no client.
    if (network || /^\w+$/.test(text)) continue;
    const ref = tableRefOf({ ...item, text });
    const found = ref ? system.open(ref).lookup(client, 'whole') : undefined;
    if (found?.kind === 'hit') return negated ? 'no' : 'yes';
    if (found?.kind !== 'miss') res = 'unknown';
  }
  return res;
}

function isLoopback6(address: readonly number[]): boolean {
  return address.length === 16 && address.every((it, i) => it === (i === 15 ? 1 : 0));
}
