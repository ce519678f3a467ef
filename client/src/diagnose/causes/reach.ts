import type { Cause } from './cause.ts';
import { nameOf } from './cause.ts';

/**
 * No host answered, and every connection ran into its deadline: that is what a closed way out looks like. How usual it is: for access
 * providers draft-akagiri-op25b-dynamicip, for clouds the pages of Compute Engine and of EC2 on sending mail.
 */
export const portBlocked: Cause = ({ evidence: { hosts }, answer }) => {
  const [first] = hosts;
  if (!first || answer || !hosts.every(({ result }) => result.failure === 'timeout' || result.failure === 'port-blocked')) return undefined;
  const { port } = first.result;
  return {
    cause: 'port-25-blocked',
    tone: 'warn',
    says: `nothing answers on port ${port}, at no exchanger, as where outgoing port ${port} is blocked`,
    detail: 'many access providers and clouds block it; whether the mail servers themselves are silent cannot be told from here',
    next: [
      `Ask from a machine that may use port ${port}, best from the mail server itself`,
      `Or have the provider open outgoing port ${port}`,
    ],
  };
};

/** The way is open, and nobody takes the connection. */
export const doesNotAnswer: Cause = ({ evidence: { hosts }, answer, domain }) => {
  const [first] = hosts;
  if (!first || answer || !hosts.every(({ result }) => result.verdict === 'unreachable' && result.failure !== 'withheld')) return undefined;
  return {
    cause: 'mx-does-not-answer',
    tone: 'bad',
    says: `${hosts.map(nameOf).join(', ')} ${hosts.length === 1 ? 'does' : 'do'} not answer on port ${first.result.port}, so mail for ${domain} waits at its senders`,
    detail: first.result.text,
    next: ['Start the mail server, and see that it listens on more than loopback', `Let port ${first.result.port} through the firewall`],
  };
};
