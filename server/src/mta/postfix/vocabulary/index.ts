import type { Term } from '../../../core/mta.ts';
import { askedVersion, constants, fromMachine, sinceOf } from './defaults.ts';
import { namesOfService, perServiceDefault, stockServices } from './dynamic.ts';
import { type LegacyName, legacyNames } from './legacy.ts';
import { type NewerName, newerNames } from './newer.ts';
import { summaries } from './summaries.ts';

export { askedVersion, builtInDefault, dependsOnLevel, fromMachine, setByBuild } from './defaults.ts';
export type { ServiceName } from './dynamic.ts';
export { isPerServiceName, namesOfService, perServiceDefault, serviceNeededBy, stockServices } from './dynamic.ts';
export type { LegacyName, LegacyRestriction } from './legacy.ts';
export { legacyNames, legacyRestrictions } from './legacy.ts';
export type { ChangedDefault, NewerName } from './newer.ts';
export { changedDefaults, newerNames } from './newer.ts';
export type { TableKind, TableType } from './tableTypes.ts';
export { buildCommand, tableTypes } from './tableTypes.ts';

/** Every parameter that `postconf -d` prints next to the stock master.cf. */
export const vocabulary: ReadonlyMap<string, Term> = new Map([...names()].sort().map((name) => [name, term(name)]));

/** 3.7 of 3.7.11: a patch adds no parameter. */
export const release: string = askedVersion.split('.').slice(0, 2).join('.');

/** What to know about a name that another release of Postfix knows, or that is on its way out. */
export const otherReleases: ReadonlyMap<string, string> = new Map([
  ...[...newerNames.values()].map((it) => [it.name, saidOfNewer(it)] as const),
  ...[...legacyNames.values()].map((it) => [it.name, saidOfLegacy(it)] as const),
]);

function saidOfNewer({ since }: NewerName): string {
  return since === undefined
    ? `Newer than Postfix ${release}, which does not know it`
    : `New in Postfix ${since}; ${release} does not know it`;
}

function saidOfLegacy({ now, since, state }: LegacyName): string {
  switch (state) {
    case 'read':
      return `Since Postfix ${since} its name is ${now}; the old name counts where the new one is not set`;
    case 'ignored':
      return `Postfix ${release} ignores it: ${now === undefined ? 'nothing replaced it' : `${now} replaced it in ${since}`}`;
    case 'deprecated':
      return `Since ${since} Postfix warns of it: ${now === undefined ? 'nothing replaces it' : `${now} replaces it`}`;
    default:
      return state satisfies never;
  }
}

function names(): Set<string> {
  return new Set([...constants.keys(), ...fromMachine.keys(), ...stockServices.flatMap(namesOfService)]);
}

function term(name: string): Term {
  const value = constants.get(name) ?? perServiceDefault(name, stockServices);
  const summary = summaries.get(name);
  const since = sinceOf(name);
  const madeOf = fromMachine.get(name);
  return {
    name,
    ...(value === undefined ? {} : { default: value }),
    ...(madeOf === undefined ? {} : { madeOf }),
    ...(summary === undefined ? {} : { summary }),
    ...(since === undefined ? {} : { since }),
  };
}
