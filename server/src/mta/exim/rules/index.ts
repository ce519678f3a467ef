import type { Rule } from '../../../core/rule.ts';
import type { Exim } from '../system.ts';
import { addressAsKey } from './address-as-key.ts';
import { brokenExpansion } from './broken-expansion.ts';
import { catchAllTakesUsers } from './catch-all-takes-users.ts';
import { commaInList } from './comma-in-list.ts';
import { deadRedirectTarget } from './dead-redirect-target.ts';
import { doesNotRun } from './does-not-run.ts';
import { domainLocalAndRemote } from './domain-local-and-remote.ts';
import { domainNotLocal } from './domain-not-local.ts';
import { duplicateKey } from './duplicate-key.ts';
import { keyWithoutValue } from './key-without-value.ts';
import { localMailLeaves } from './local-mail-leaves.ts';
import { localUsersEverywhere } from './local-users-everywhere.ts';
import { missingLookupFile } from './missing-lookup-file.ts';
import { optionTwice } from './option-twice.ts';
import { ownNameNotLocal } from './own-name-not-local.ts';
import { recipientsNotVerified } from './recipients-not-verified.ts';
import { refusalNotAllowed } from './refusal-not-allowed.ts';
import { rootHasNoAlias } from './root-has-no-alias.ts';
import { inFiles } from './shared/inFiles.ts';
import { suffixOnOneRouter } from './suffix-on-one-router.ts';
import { taintedPath } from './tainted-path.ts';
import { undefinedAcl } from './undefined-acl.ts';
import { undefinedDriver } from './undefined-driver.ts';
import { undefinedList } from './undefined-list.ts';
import { unknownOption } from './unknown-option.ts';
import { unreachableRouter } from './unreachable-router.ts';
import { verifiesNobody } from './verifies-nobody.ts';

/** To add a rule, write its file and name it here. */
const all: readonly Rule<Exim>[] = [
  doesNotRun,
  unknownOption,
  optionTwice,
  undefinedList,
  undefinedAcl,
  undefinedDriver,
  unknownUser,
  brokenExpansion,
  braceLeftOver,
  variableWithoutDollar,
  missingLookupFile,
  textAsDatabase,
  commaInList,
  itemIsNoDomain,
  ownNameNotLocal,
  domainNotLocal,
  domainLocalAndRemote,
  almostOwnDomain,
  unreachableRouter,
  localMailLeaves,
  deadRedirectTarget,
  rootHasNoAlias,
  catchAllTakesUsers,
  suffixOnOneRouter,
  verifiesNobody,
  recipientsNotVerified,
  unreachableStatement,
  knownUsersRefused,
  localUsersEverywhere,
  taintedPath,
  refusalNotAllowed,
  addressAsKey,
  keyWithoutValue,
  duplicateKey,
  defaultNotAsked,
  entryInContinuation,
  byteOrderMark,
  entryNotReached,
  recipientPutOff,
];

import { almostOwnDomain } from './almost-own-domain.ts';
import { braceLeftOver } from './brace-left-over.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import { defaultNotAsked } from './default-not-asked.ts';
import { entryInContinuation } from './entry-in-continuation.ts';
import { entryNotReached } from './entry-not-reached.ts';
import { itemIsNoDomain } from './item-is-no-domain.ts';
import { knownUsersRefused } from './known-users-refused.ts';
import { recipientPutOff } from './recipient-put-off.ts';
import { textAsDatabase } from './text-as-database.ts';
import { unknownUser } from './unknown-user.ts';
import { unreachableStatement } from './unreachable-statement.ts';
import { variableWithoutDollar } from './variable-without-dollar.ts';

/** Every pitfall we look for in Exim. */
export const rules: readonly Rule<Exim>[] = all.map(inFiles);
