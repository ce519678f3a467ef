import type { Term } from '../../../core/mta.ts';
import { askedVersion, driversOf, type Option, optionsOf } from './options.ts';

export { aclConditions, aclModifiers, defaultOf, driversOf, type Option, optionsOf, type Section } from './options.ts';
export { elsewhere, gone, otherReleases } from './otherReleases.ts';

/** Every option that `exim -bP` prints, by name; where sections share a name, that of the main part or of a router comes first. */
export function vocabulary(): ReadonlyMap<string, Term> {
  const sections = (['routers', 'transports', 'authenticators'] as const).flatMap((section) =>
    driversOf(section).map((driver) => optionsOf(section, driver)),
  );
  const terms = new Map<string, Term>();
  for (const options of [optionsOf('main'), ...sections])
    for (const it of options.values()) if (!terms.has(it.name)) terms.set(it.name, term(it));
  return new Map([...terms].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** 4.96. */
export const release: string = askedVersion;

function term(option: Option): Term {
  const { name, summary } = option;
  return { name, ...(option.default !== undefined && { default: option.default }), ...(summary !== undefined && { summary }) };
}
