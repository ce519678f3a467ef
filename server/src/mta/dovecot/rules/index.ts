import type { Rule } from '../../../core/rule.ts';
import type { Dovecot } from '../system.ts';
import { allowAllUsers } from './allow-all-users.ts';

export const rules: readonly Rule<Dovecot>[] = [allowAllUsers];
