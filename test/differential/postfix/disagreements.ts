import type { Postfix } from '../../../server/src/mta/postfix/system.ts';
import { compareDeliveries, compareReply, drawDelivery, drawReply } from './agreement.ts';
import type { AddressAnswers } from './answers.ts';
import { drawRcpt, drawStatus } from './answers.ts';
import { explain } from './engine.ts';

/** Where our explanation is another one than the server's answer, as two lists of lines that would be equal. */
export function disagreements(
  system: Postfix,
  answers: Readonly<Record<string, AddressAnswers>>,
): { readonly ours: readonly string[]; readonly theirs: readonly string[] } {
  const [ours, theirs]: [string[], string[]] = [[], []];
  const differ = (what: string, mine: string, real: string): void => {
    ours.push(`${what}: ${mine}`);
    theirs.push(`${what}: ${real}`);
  };
  for (const [address, { rcpt, final }] of Object.entries(answers)) {
    for (const [client, reply] of Object.entries(rcpt)) {
      const said = explain(system, address, client).rcpt;
      if (reply && compareReply(said, reply) === 'differs') differ(`${client} ${address}`, drawReply(said), drawRcpt(reply));
    }
    if (final === undefined) continue;
    const sender = Object.entries(rcpt).find(([, it]) => it?.kind === 'reply' && it.verdict === 'accepted')?.[0] ?? 'inside';
    const { deliveries } = explain(system, address, sender);
    if (compareDeliveries(deliveries, final) === 'differs') {
      differ(`mail for ${address}`, deliveries.map(drawDelivery).join(' | '), final.map(drawStatus).join(' | '));
    }
  }
  return { ours, theirs };
}
