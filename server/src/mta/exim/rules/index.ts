import type { Rule } from '../../../core/rule.ts';
import type { Exim } from '../system.ts';
import { addressAsKey } from './address-as-key.ts';
import { almostOwnDomain } from './almost-own-domain.ts';
import { braceLeftOver } from './brace-left-over.ts';
import { byteOrderMark } from './byte-order-mark.ts';
import { catchAllTakesUsers } from './catch-all-takes-users.ts';
import { commaInList } from './comma-in-list.ts';
import { domainLocalAndRemote } from './domain-local-and-remote.ts';
import { duplicateKey } from './duplicate-key.ts';
import { entryInContinuation } from './entry-in-continuation.ts';
import { entryNotReached } from './entry-not-reached.ts';
import { itemIsNoDomain } from './item-is-no-domain.ts';
import { keyWithoutValue } from './key-without-value.ts';
import { knownUsersRefused } from './known-users-refused.ts';
import { localMailLeaves } from './local-mail-leaves.ts';
import { localUsersEverywhere } from './local-users-everywhere.ts';
import { recipientPutOff } from './recipient-put-off.ts';
import { recipientsNotVerified } from './recipients-not-verified.ts';
import { rootHasNoAlias } from './root-has-no-alias.ts';
import { inFiles } from './shared/inFiles.ts';
import { lostRules, putOffRules } from './shared/spoken.ts';
import { suffixOnOneRouter } from './suffix-on-one-router.ts';
import { unknownUser } from './unknown-user.ts';
import { unreachableStatement } from './unreachable-statement.ts';
import { variableWithoutDollar } from './variable-without-dollar.ts';

/** To add a rule, write its file and name it here, or among those of shared/spoken.ts where it knows why mail is put off or lost. */
const all: readonly Rule<Exim>[] = [
  ...putOffRules,
  ...lostRules,
  unknownUser,
  braceLeftOver,
  variableWithoutDollar,
  commaInList,
  itemIsNoDomain,
  domainLocalAndRemote,
  almostOwnDomain,
  localMailLeaves,
  rootHasNoAlias,
  catchAllTakesUsers,
  suffixOnOneRouter,
  recipientsNotVerified,
  unreachableStatement,
  knownUsersRefused,
  localUsersEverywhere,
  addressAsKey,
  keyWithoutValue,
  duplicateKey,
  entryInContinuation,
  byteOrderMark,
  entryNotReached,
  recipientPutOff,
];

/** Every pitfall we look for in Exim. */
export const rules: readonly Rule<Exim>[] = all.map(inFiles);
