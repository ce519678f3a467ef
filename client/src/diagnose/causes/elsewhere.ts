import type { Verdict } from '../diagnosis.ts';
import { codeOrVerdict } from '../verdicts.ts';
import type { View } from '../view.ts';
import { at, type Cause, nameOf } from './cause.ts';

/** The configuration takes the domain for its own, and the MX records name somebody else. */
export const mxElsewhere: Cause = (view) => {
  const { here, points, domain, answer, truth, evidence } = view;
  const claim = here?.claims[0];
  if (!here || !claim || points !== 'elsewhere') return undefined;
  const exchanges = truth?.records.map((it) => it.exchange).join(', ') ?? '';
  const hosts = { ...view, claim, here, exchanges };
  if (answer?.result.verdict === 'relay-denied') return strangerToDomain(hosts, answer);
  const isThere = answer?.result.verdict === 'exists' || answer?.result.verdict === 'accepts-all';
  if (isThere && here.rcpt.verdict !== 'accepted') {
    return {
      cause: 'hosted-here-mx-elsewhere',
      tone: 'bad',
      says: `${domain} is hosted elsewhere, but this server takes it for its own, so mail from here never leaves`,
      detail: `${claim.setting} holds ${domain}; the MX names ${exchanges}, where ${evidence.address} ${answer.result.verdict === 'exists' ? 'exists' : 'is accepted'}, and here it gets ${codeOrVerdict(here.rcpt)}`,
      ...at(claim.place),
      next: [`Remove ${domain} from ${claim.setting}`, 'Reload the server'],
    };
  }
  const bothTake = isThere && here.rcpt.verdict === 'accepted';
  return {
    cause: 'mx-at-old-host',
    tone: 'bad',
    says: `the MX of ${domain} names ${exchanges}, not the server that this configuration describes, so mail from outside does not come here`,
    detail: `${claim.setting} holds ${domain}, and ${evidence.address} is ${here.rcpt.verdict} here${answer ? `; ${nameOf(answer)} answers ${codeOrVerdict(answer.result)}` : ''}${bothTake ? '; both servers take its mail, and each keeps what it gets' : ''}`,
    ...at(claim.place),
    next: [
      `Point the MX of ${domain} at ${here.self?.names[0] ?? 'this server'}`,
      `Or remove ${domain} from ${claim.setting} if it has moved away`,
    ],
  };
};

/** The exchanger takes no mail for the domain at all. */
function strangerToDomain(
  {
    domain,
    claim,
    here,
    exchanges,
  }: View & {
    readonly claim: NonNullable<View['here']>['claims'][number];
    readonly here: NonNullable<View['here']>;
    readonly exchanges: string;
  },
  answer: NonNullable<View['answer']>,
): Verdict {
  return {
    cause: 'mx-host-does-not-take-domain',
    tone: 'bad',
    says: `${nameOf(answer)}, the MX of ${domain}, does not take mail for it`,
    detail: `the MX names ${exchanges}; this configuration would take ${domain}, by ${claim.setting}`,
    ...at(claim.place),
    next: [`Point the MX of ${domain} at ${here.self?.names[0] ?? 'this server'}`, `Or add ${domain} to the domains of ${nameOf(answer)}`],
  };
}
