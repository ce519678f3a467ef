import type { Explained } from '../../../../server/src/protocol.ts';
import { visible } from '../visible.ts';
import type { Conclusion } from './conclusion.ts';

/** What the configurations of the workspace make of a recipient, in sentences. */

/** The worst answer speaks for all. */
export function concludeExplained(systems: readonly Explained[]): Conclusion {
  const rank = { bad: 0, warn: 1, plain: 2, good: 3 } as const;
  const [worst] = systems.map(concludeSystem).sort((a, b) => rank[a.tone] - rank[b.tone]);
  return (
    worst ?? { tone: 'plain', says: 'no configuration is open', next: ['Open the folder that holds it, or name it in postmaster.paths'] }
  );
}

/** One configuration's answer: the reply to RCPT TO, or what becomes of the message after it was accepted. */
export function concludeSystem({ address, system, rcpt, deliveries, steps }: Explained): Conclusion {
  const deciding = steps.findLast(({ verdict }) => verdict !== 'passed') ?? steps.at(-1);
  const detail = deciding === undefined ? {} : { detail: visible(deciding.says) };
  const reply = [rcpt.code, rcpt.enhanced, rcpt.text].filter((it) => it !== undefined).join(' ');
  // The step that decides often carries the reply's words already.
  const isSaid = rcpt.text !== undefined && deciding?.says.includes(rcpt.text);
  const proof = reply === '' || isSaid ? {} : { proof: visible(reply) };
  const next = rcpt.ask === undefined ? [] : [visible(`Run ${rcpt.ask} on the server`)];
  const said = (tone: Conclusion['tone'], says: string): Conclusion => ({ tone, says: visible(says), ...detail, ...proof, next });
  switch (rcpt.verdict) {
    case 'rejected':
      return said('bad', `${system.label} rejects ${address}`);
    case 'deferred':
      return said('warn', `${system.label} puts ${address} off with a temporary failure`);
    case 'no-service':
      return said('bad', `with ${system.label} no server answers, so mail for ${address} waits at its sender`);
    case 'unknown':
      return said('warn', `the files of ${system.label} do not tell whether ${address} is accepted`);
    case 'accepted': {
      const lost = deliveries.find(({ outcome }) => outcome === 'bounced' || outcome === 'discarded');
      const late = deliveries.find(({ outcome }) => outcome === 'deferred' || outcome === 'unknown');
      if (lost)
        return {
          ...said('bad', `${system.label} accepts ${address}, then mail for ${lost.recipient} is ${lost.outcome}`),
          detail: visible(lost.why),
        };
      if (late)
        return {
          ...said('warn', `${system.label} accepts ${address}, but its delivery to ${late.recipient} is ${late.outcome}`),
          detail: visible(late.why),
        };
      return said('good', `${system.label} accepts ${address}`);
    }
    default:
      return rcpt.verdict satisfies never;
  }
}
