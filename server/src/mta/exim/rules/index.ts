import type { Rule } from '../../../core/rule.ts';
import type { Exim } from '../system.ts';
import { doesNotRun } from './does-not-run.ts';
import { undefinedAcl } from './undefined-acl.ts';
import { undefinedDriver } from './undefined-driver.ts';
import { undefinedList } from './undefined-list.ts';
import { unknownOption } from './unknown-option.ts';

/** Every pitfall we look for in Exim. To add one, write its file and name it here. */
export const rules: readonly Rule<Exim>[] = [doesNotRun, unknownOption, undefinedList, undefinedAcl, undefinedDriver];
