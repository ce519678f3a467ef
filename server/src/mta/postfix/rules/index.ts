import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { aliasLoop } from './alias-loop.ts';
import { danglingTarget } from './dangling-target.ts';
import { danglingVirtualTarget } from './dangling-virtual-target.ts';
import { domainInTwoClasses } from './domain-in-two-classes.ts';
import { undeclaredDomain } from './undeclared-domain.ts';
import { virtualAliasLoop } from './virtual-alias-loop.ts';
import { virtualDomainWithoutAnchor } from './virtual-domain-without-anchor.ts';

/** Every pitfall we look for in Postfix. To add one, write its file and name it here. */
export const rules: readonly Rule<Postfix>[] = [
  danglingTarget,
  danglingVirtualTarget,
  aliasLoop,
  virtualAliasLoop,
  domainInTwoClasses,
  undeclaredDomain,
  virtualDomainWithoutAnchor,
];
