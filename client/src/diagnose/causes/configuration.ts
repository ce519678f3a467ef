import type { OfferedFix } from '../diagnosis.ts';
import { codeOrVerdict } from '../verdicts.ts';
import { at, type Cause, decidingStep, findingsOn, fixesOn, lostDeliveries } from './cause.ts';

/** With such a configuration nobody answers on the port. */
export const doesNotRun: Cause = (view) => {
  const { here, answer } = view;
  const isContradicted = answer !== undefined && view.isOwn(answer);
  return here?.rcpt.verdict === 'no-service' && !isContradicted
    ? {
        cause: 'server-does-not-run',
        tone: 'bad',
        says: 'with this configuration no server answers, so mail waits at its senders',
        ...(here.rcpt.text === undefined ? {} : { detail: here.rcpt.text }),
        ...at(decidingStep(here)?.place),
        next: ['Correct the line, then reload the server'],
        fixes: fixesOn(here),
      }
    : undefined;
};

/** The first class decides, and its table does not have the recipient. */
export const twoClasses: Cause = ({ here, domain, address }) => {
  const [first, ...others] = here?.claims ?? [];
  const isLost = here?.rcpt.verdict === 'rejected' || 0 < lostDeliveries(here).length;
  if (!here || !first || others.length === 0 || !isLost) return undefined;
  const isAtClaim = ({ place }: OfferedFix): boolean =>
    here.claims.some((it) => it.place?.file === place.file && it.place.line === place.line);
  const never = (here.unasked ?? []).find((it) => it.place);
  return {
    cause: 'domain-in-two-classes',
    tone: 'bad',
    says: `${domain} is in ${[first, ...others].map((it) => it.setting).join(' and ')}, so only the first counts and ${address} is not found`,
    detail: never?.place
      ? `${never.stage} has it at ${never.place.label} and is never asked`
      : `${first.setting} makes it ${first.class}, and the tables of the other class are never asked`,
    ...at(first.place),
    next: [`Remove ${domain} from ${first.setting}, or from ${others.map((it) => it.setting).join(', ')}`, 'Reload the server'],
    fixes: fixesOn(here).filter(isAtClaim),
  };
};

/** The MX leads here, and no list of the server holds the domain. */
export const noClass: Cause = (view) => {
  const { here, domain, points, answer } = view;
  if (!here || 0 < here.claims.length || here.rcpt.class !== 'default' || points === 'elsewhere') return undefined;
  const isDenied = answer
    ? view.isOwn(answer) && answer.result.verdict === 'relay-denied'
    : points === 'here' && here.rcpt.verdict !== 'accepted';
  if (!isDenied) return undefined;
  return {
    cause: 'domain-in-no-class',
    tone: 'bad',
    says: `the MX of ${domain} names this server, and no list of its configuration holds ${domain}, so it is refused as somebody else's`,
    ...(findingsOn(here)[0] === undefined ? {} : { detail: findingsOn(here)[0] ?? '' }),
    next: [`Add ${domain} to the one list that fits: local users, virtual aliases, virtual mailboxes or relay`, 'Reload the server'],
    fixes: fixesOn(here),
  };
};

/** Accepted, and bounced later: the alias leads to nobody. */
export const deadTarget: Cause = ({ here, address, answer }) => {
  const lost = lostDeliveries(here);
  const [first] = lost;
  if (!here || !first || (answer && answer.result.verdict === 'unknown-user')) return undefined;
  const way = here.steps.filter((it) => it.part === 'queue' && it.place);
  const isItself = first.recipient.toLowerCase() === address.toLowerCase();
  return {
    cause: 'dead-target',
    tone: 'bad',
    says: isItself
      ? `${address} is accepted and then bounces: ${first.why}`
      : `${address} is accepted, then its mail for ${first.recipient} bounces${first.enhanced ? ` with ${first.enhanced}` : ''}`,
    detail: findingsOn(here)[0] ?? first.why,
    ...at(way.at(-1)?.place ?? decidingStep(here)?.place),
    next: [isItself ? `Give ${address} a mailbox, or refuse it at once` : `Correct ${first.recipient}, or give it a mailbox`],
    fixes: fixesOn(here),
  };
};

/** A table that everybody falls into: the prediction knows the name of no such user. */
export const predictedUnknown: Cause = ({ here, address, answer }) => {
  if (!here || answer || here.rcpt.verdict === 'accepted' || here.rcpt.ground !== 'unlisted') return undefined;
  const step = decidingStep(here);
  return {
    cause: 'unknown-user',
    tone: 'bad',
    says: `${address} is unknown to ${here.system.label}: it will answer ${codeOrVerdict(here.rcpt)}`,
    ...(step ? { detail: `${step.stage}: ${step.says}` } : {}),
    ...at(step?.place),
    next: ['Compare the address with the tables, letter by letter', 'Add it, or tell the sender the right address'],
    fixes: fixesOn(here),
  };
};
