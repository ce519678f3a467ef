import type { Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';

/** Every pitfall we look for in Postfix. To add one, write its file and name it here. */
export const rules: readonly Rule<Postfix>[] = [];
