import type { Term } from '../../../core/mta.ts';
import { constants, fromMachine, sinceOf } from './defaults.ts';
import { namesOfService, perServiceDefault, stockServices } from './dynamic.ts';
import { summaries } from './summaries.ts';

export { askedVersion, builtInDefault, dependsOnLevel, fromMachine, setByBuild } from './defaults.ts';
export type { ServiceName } from './dynamic.ts';
export { isPerServiceName, namesOfService, perServiceDefault, serviceNeededBy, stockServices } from './dynamic.ts';
export type { LegacyName } from './legacy.ts';
export { legacyNames, legacyRestrictions } from './legacy.ts';
export type { ChangedDefault, NewerName } from './newer.ts';
export { changedDefaults, newerNames } from './newer.ts';
export type { TableKind, TableType } from './tableTypes.ts';
export { buildCommand, tableTypes } from './tableTypes.ts';

/** Every parameter that `postconf -d` prints next to the stock master.cf. */
export const vocabulary: ReadonlyMap<string, Term> = new Map([...names()].sort().map((name) => [name, term(name)]));

function names(): Set<string> {
  return new Set([...constants.keys(), ...fromMachine.keys(), ...stockServices.flatMap(namesOfService)]);
}

function term(name: string): Term {
  const value = constants.get(name) ?? perServiceDefault(name, stockServices);
  const summary = summaries.get(name);
  const since = sinceOf(name);
  return {
    name,
    ...(value === undefined ? {} : { default: value }),
    ...(summary === undefined ? {} : { summary }),
    ...(since === undefined ? {} : { since }),
  };
}
