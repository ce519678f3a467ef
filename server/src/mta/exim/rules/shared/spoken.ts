import type { Rule } from '../../../../core/rule.ts';
import type { Exim } from '../../system.ts';
import { brokenExpansion } from '../broken-expansion.ts';
import { deadRedirectTarget } from '../dead-redirect-target.ts';
import { defaultNotAsked } from '../default-not-asked.ts';
import { doesNotRun } from '../does-not-run.ts';
import { domainNotLocal } from '../domain-not-local.ts';
import { missingLookupFile } from '../missing-lookup-file.ts';
import { optionTwice } from '../option-twice.ts';
import { ownNameNotLocal } from '../own-name-not-local.ts';
import { refusalNotAllowed } from '../refusal-not-allowed.ts';
import { taintedPath } from '../tainted-path.ts';
import { textAsDatabase } from '../text-as-database.ts';
import { undefinedAcl } from '../undefined-acl.ts';
import { undefinedDriver } from '../undefined-driver.ts';
import { undefinedList } from '../undefined-list.ts';
import { unknownOption } from '../unknown-option.ts';
import { unreachableRouter } from '../unreachable-router.ts';
import { verifiesNobody } from '../verifies-nobody.ts';

/** Rules that know why recipients are put off. */
const PUT_OFF: readonly Rule<Exim>[] = [
  doesNotRun,
  unknownOption,
  optionTwice,
  undefinedList,
  undefinedAcl,
  undefinedDriver,
  brokenExpansion,
  missingLookupFile,
  textAsDatabase,
  taintedPath,
  refusalNotAllowed,
];
/** And those that know why somebody is unknown or refused. */
const LOST: readonly Rule<Exim>[] = [
  ...PUT_OFF,
  domainNotLocal,
  ownNameNotLocal,
  unreachableRouter,
  verifiesNobody,
  deadRedirectTarget,
  defaultNotAsked,
];

/** Whether a rule with a cause in mind has something to say, so that the symptom is not told as well. */
export function isExplained(system: Exim, symptom: 'put off' | 'lost'): boolean {
  return (symptom === 'put off' ? PUT_OFF : LOST).some((rule) =>
    [...rule.check(system)].some((it) => /^(error|warning)$/.test(it.severity ?? rule.severity)),
  );
}
