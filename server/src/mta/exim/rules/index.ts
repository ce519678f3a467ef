import type { Rule } from '../../../core/rule.ts';
import type { Exim } from '../system.ts';
import { catchAllTakesUsers } from './catch-all-takes-users.ts';
import { deadRedirectTarget } from './dead-redirect-target.ts';
import { doesNotRun } from './does-not-run.ts';
import { recipientsNotVerified } from './recipients-not-verified.ts';
import { undefinedAcl } from './undefined-acl.ts';
import { undefinedDriver } from './undefined-driver.ts';
import { undefinedList } from './undefined-list.ts';
import { unknownOption } from './unknown-option.ts';
import { verifiesNobody } from './verifies-nobody.ts';

/** Every pitfall we look for in Exim. To add one, write its file and name it here. */
export const rules: readonly Rule<Exim>[] = [
  doesNotRun,
  unknownOption,
  undefinedList,
  undefinedAcl,
  undefinedDriver,
  deadRedirectTarget,
  catchAllTakesUsers,
  verifiesNobody,
  recipientsNotVerified,
];
