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
export const putOffRules: readonly Rule<Exim>[] = [
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
/** Rules that know why somebody is unknown or refused. Whoever is put off is lost as well. */
export const lostRules: readonly Rule<Exim>[] = [
  ownNameNotLocal,
  domainNotLocal,
  unreachableRouter,
  deadRedirectTarget,
  verifiesNobody,
  defaultNotAsked,
];

/** Whether a rule with a cause in mind has something to say, so that the symptom is not told as well. */
export function isExplained(system: Exim, symptom: 'put off' | 'lost'): boolean {
  return putOffRules.some((it) => speaks(it, system)) || (symptom === 'lost' && lostRules.some((it) => speaks(it, system)));
}

/** Several symptoms ask the same rules, and some of these look at every alias. */
const known = new WeakMap<Exim, Map<Rule<Exim>, boolean>>();

function speaks(rule: Rule<Exim>, system: Exim): boolean {
  const rules = known.get(system) ?? new Map<Rule<Exim>, boolean>();
  known.set(system, rules);
  const res = rules.get(rule) ?? hasGrave(rule, system);
  rules.set(rule, res);
  return res;
}

function hasGrave(rule: Rule<Exim>, system: Exim): boolean {
  for (const it of rule.check(system)) if (/^(error|warning)$/.test(it.severity ?? rule.severity)) return true;
  return false;
}
