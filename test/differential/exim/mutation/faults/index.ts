import { aclFaults } from './acls.ts';
import type { Fault } from './fault.ts';
import { listFaults } from './lists.ts';
import { routerFaults } from './routers.ts';
import { stringFaults } from './strings.ts';
import { tableFaults } from './tables.ts';

/** Every kind of mistake that is tried. */
export const faults: readonly Fault[] = [...tableFaults, ...listFaults, ...routerFaults, ...aclFaults, ...stringFaults];
