import type { Fault } from '../fault.ts';
import { aliasFaults } from './aliases.ts';
import { fileFaults } from './files.ts';
import { listFaults } from './lists.ts';
import { parameterFaults } from './parameters.ts';
import { tableFaults } from './tables.ts';

/** Every kind of single mistake that we try. */
export const faults: readonly Fault[] = [...aliasFaults, ...tableFaults, ...listFaults, ...parameterFaults, ...fileFaults];
