import * as answer from './causes/answer.ts';
import type { Cause } from './causes/cause.ts';
import { deadTarget, doesNotRun, noClass, predictedUnknown, twoClasses } from './causes/configuration.ts';
import { mxWithoutAddress, noSuchDomain, nullMx, oldInCaches } from './causes/dns.ts';
import { mxElsewhere } from './causes/elsewhere.ts';
import { doesNotAnswer, portBlocked } from './causes/reach.ts';
import type { Diagnosis, Verdict } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { noticed, proofsOf } from './sides.ts';
import { viewOf } from './view.ts';

/**
 * In the order in which one hides the other: without an exchanger nobody answers, at the wrong exchanger an answer says nothing of this
 * server, and a fault in the files explains an answer better than the answer itself.
 */
const causes: readonly Cause[] = [
  noSuchDomain,
  nullMx,
  mxWithoutAddress,
  mxElsewhere,
  portBlocked,
  doesNotRun,
  doesNotAnswer,
  answer.greylisted,
  answer.temporaryCode,
  answer.policyBlock,
  noClass,
  answer.relayDenied,
  answer.backupDiffers,
  answer.delimiter,
  twoClasses,
  answer.notApplied,
  answer.unknownUser,
  predictedUnknown,
  deadTarget,
  answer.catchAll,
  answer.otherwise,
  oldInCaches,
  answer.arrives,
];

/** One conclusion out of everything that was found out, with the proof from each side. */
export function judge(evidence: Evidence): Diagnosis {
  const view = viewOf(evidence);
  const first = causes.reduce<Verdict | undefined>((res, cause) => res ?? cause(view), undefined);
  const { fixes = [], ...verdict } = first ?? undecided;
  return {
    address: evidence.address,
    ...verdict,
    fixes,
    proofs: proofsOf(view),
    also: noticed(view, verdict),
    unchecked: evidence.unchecked,
  };
}

const undecided: Verdict = {
  cause: 'undecided',
  tone: 'plain',
  says: 'neither the files nor the DNS nor a server tells what becomes of the mail',
  next: ['Open the folder that holds the configuration', 'Ask again from a machine that reaches the mail server'],
};
