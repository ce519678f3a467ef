import type { Rule } from '../../../core/rule.ts';
import type { Dovecot } from '../system.ts';
import { allowAllUsers } from './allow-all-users.ts';
import { missingUsersFile } from './missing-users-file.ts';
import { unreachableUser } from './unreachable-user.ts';

export const rules: readonly Rule<Dovecot>[] = [unreachableUser, missingUsersFile, allowAllUsers];
