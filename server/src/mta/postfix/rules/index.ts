import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { acceptsEverybody } from './accepts-everybody.ts';
import { addressAsKey } from './address-as-key.ts';
import { addressAsMailbox } from './address-as-mailbox.ts';
import { addressMappingsOff } from './address-mappings-off.ts';
import { aliasFileNeverAsked } from './alias-file-never-asked.ts';
import { aliasLoop } from './alias-loop.ts';
import { brokenTableReference } from './broken-table-reference.ts';
import { catchAllTakesMailboxes } from './catch-all-takes-mailboxes.ts';
import { colonInKey } from './colon-in-key.ts';
import { commentBeforeContinuation } from './comment-before-continuation.ts';
import { commentInValue } from './comment-in-value.ts';
import { commentedOutEntry } from './commented-out-entry.ts';
import { danglingCanonicalTarget } from './dangling-canonical-target.ts';
import { danglingPatternTarget } from './dangling-pattern-target.ts';
import { danglingTarget } from './dangling-target.ts';
import { danglingVirtualTarget } from './dangling-virtual-target.ts';
import { delimiterNotSet } from './delimiter-not-set.ts';
import { deprecatedParameter } from './deprecated-parameter.ts';
import { deprecatedRestriction } from './deprecated-restriction.ts';
import { domainInNoClass } from './domain-in-no-class.ts';
import { domainInTwoClasses } from './domain-in-two-classes.ts';
import { domainLeftOut } from './domain-left-out.ts';
import { duplicateEntry } from './duplicate-entry.ts';
import { emptyResult } from './empty-result.ts';
import { emptyTable } from './empty-table.ts';
import { entriesRunTogether } from './entries-run-together.ts';
import { entryOfOtherClass } from './entry-of-other-class.ts';
import { extensionSplitsUser } from './extension-splits-user.ts';
import { fallbackNeverAsked } from './fallback-never-asked.ts';
import { foreignLetters } from './foreign-letters.ts';
import { hostNamedLikeMailDomain } from './host-named-like-mail-domain.ts';
import { keyNeverAsked } from './key-never-asked.ts';
import { keyWithoutValue } from './key-without-value.ts';
import { lineWithoutEquals } from './line-without-equals.ts';
import { listedButNobody } from './listed-but-nobody.ts';
import { localRecipientsWithoutAliases } from './local-recipients-without-aliases.ts';
import { localRecipientsWithoutUsers } from './local-recipients-without-users.ts';
import { loginWithCapitals } from './login-with-capitals.ts';
import { mailDomainIsLocal } from './mail-domain-is-local.ts';
import { missingTable } from './missing-table.ts';
import { misspelledDomain } from './misspelled-domain.ts';
import { misspelledKey } from './misspelled-key.ts';
import { newerParameter } from './newer-parameter.ts';
import { optionHidesRecipients } from './option-hides-recipients.ts';
import { parameterTwice } from './parameter-twice.ts';
import { patternNeverMatches } from './pattern-never-matches.ts';
import { patternWithoutRecipient } from './pattern-without-recipient.ts';
import { pointlessQuery } from './pointless-query.ts';
import { quotedValue } from './quoted-value.ts';
import { relayToSelf } from './relay-to-self.ts';
import { smtpdNotRunning } from './smtpd-not-running.ts';
import { staleTable } from './stale-table.ts';
import { swallowedLine } from './swallowed-line.ts';
import { tableNameHidden } from './table-name-hidden.ts';
import { tableNeverNamed } from './table-never-named.ts';
import { tableTypeGone } from './table-type-gone.ts';
import { tableTypeNotInstalled } from './table-type-not-installed.ts';
import { targetNotListed } from './target-not-listed.ts';
import { targetOnlyVirtual } from './target-only-virtual.ts';
import { temporaryRejectCode } from './temporary-reject-code.ts';
import { transportTableAsAliases } from './transport-table-as-aliases.ts';
import { transportWithoutRecipient } from './transport-without-recipient.ts';
import { typeUnlikeTable } from './type-unlike-table.ts';
import { uncompilableAliasDatabase } from './uncompilable-alias-database.ts';
import { unknownParameter } from './unknown-parameter.ts';
import { unknownRestriction } from './unknown-restriction.ts';
import { unknownTableParameter } from './unknown-table-parameter.ts';
import { unlistedRecipientsAccepted } from './unlisted-recipients-accepted.ts';
import { unquotedName } from './unquoted-name.ts';
import { verificationCached } from './verification-cached.ts';
import { virtualAliasDomainWithoutAnchor } from './virtual-alias-domain-without-anchor.ts';
import { virtualAliasLimit } from './virtual-alias-limit.ts';
import { virtualAliasLoop } from './virtual-alias-loop.ts';

/** Every pitfall we look for in Postfix. To add one, write its file and name it here. */
export const rules: readonly Rule<Postfix>[] = [
  smtpdNotRunning,
  commentInValue,
  quotedValue,
  unquotedName,
  danglingTarget,
  danglingVirtualTarget,
  aliasLoop,
  virtualAliasLoop,
  virtualAliasLimit,
  domainInTwoClasses,
  domainInNoClass,
  mailDomainIsLocal,
  virtualAliasDomainWithoutAnchor,
  brokenTableReference,
  missingTable,
  staleTable,
  addressAsKey,
  duplicateEntry,
  colonInKey,
  keyWithoutValue,
  swallowedLine,
  transportWithoutRecipient,
  transportTableAsAliases,
  localRecipientsWithoutAliases,
  aliasFileNeverAsked,
  localRecipientsWithoutUsers,
  catchAllTakesMailboxes,
  acceptsEverybody,
  extensionSplitsUser,
  delimiterNotSet,
  fallbackNeverAsked,
  parameterTwice,
  unknownParameter,
  unknownRestriction,
  deprecatedRestriction,
  deprecatedParameter,
  newerParameter,
  unlistedRecipientsAccepted,
  temporaryRejectCode,
  tableNameHidden,
  verificationCached,
  uncompilableAliasDatabase,
  tableTypeGone,
  tableTypeNotInstalled,
  pointlessQuery,
  unknownTableParameter,
  domainLeftOut,
  lineWithoutEquals,
  emptyResult,
  tableNeverNamed,
  optionHidesRecipients,
  addressMappingsOff,
  commentedOutEntry,
  keyNeverAsked,
  patternNeverMatches,
  danglingPatternTarget,
  foreignLetters,
  targetNotListed,
  listedButNobody,
  misspelledKey,
  relayToSelf,
  targetOnlyVirtual,
  entryOfOtherClass,
  addressAsMailbox,
  hostNamedLikeMailDomain,
  misspelledDomain,
  loginWithCapitals,
  emptyTable,
  danglingCanonicalTarget,
  typeUnlikeTable,
  patternWithoutRecipient,
  entriesRunTogether,
  commentBeforeContinuation,
];
