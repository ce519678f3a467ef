import facts from './options.json' with { type: 'json' };
import { summaries } from './summaries.ts';

/** The release of Exim that was asked. */
export const askedVersion: string = facts.version;

/** An option of the main part, or of all drivers of a kind, or of one driver. */
export interface Option {
  readonly name: string;
  /** `time` and `number` are told from the default: an option without one counts as text. */
  readonly type: 'boolean' | 'number' | 'time' | 'text';
  /** As `exim -bP` prints it; absent where nothing holds. */
  readonly default?: string;
  /** A sentence of our own, for options that decide about addresses. */
  readonly summary?: string;
}

export type Section = 'main' | 'routers' | 'transports' | 'authenticators';

type Facts = Readonly<Record<string, string | boolean>>;
type Kind = { readonly generic: Facts; readonly drivers: Readonly<Record<string, Facts>> };

/** Every driver of a section, such as accept and redirect. */
export function driversOf(section: Exclude<Section, 'main'>): readonly string[] {
  return Object.keys((facts[section] as Kind).drivers);
}

/** The options that may stand in a section, for a driver those of all drivers and its own. */
export function optionsOf(section: Section, driver?: string): ReadonlyMap<string, Option> {
  const key = `${section} ${driver ?? ''}`;
  const found = known.get(key);
  if (found) return found;
  const kind = section === 'main' ? { generic: facts.main as Facts, drivers: {} } : (facts[section] as Kind);
  const own: Facts = (driver === undefined ? undefined : (kind.drivers as Readonly<Record<string, Facts>>)[driver]) ?? {};
  const all = [...Object.entries(kind.generic), ...Object.entries(own)];
  const res = new Map(all.map(([name, value]) => [name, option(section, name, value)]));
  known.set(key, res);
  return res;
}

/** The default of an option, as a configuration would write it; undefined where there is none. */
export function defaultOf(section: Section, driver: string | undefined, name: string): string | undefined {
  return optionsOf(section, driver).get(name)?.default;
}

/** Conditions and modifiers of ACLs. */
export const aclConditions: ReadonlySet<string> = new Set(facts.acl.conditions);
export const aclModifiers: ReadonlySet<string> = new Set(facts.acl.modifiers);

const known = new Map<string, ReadonlyMap<string, Option>>();

function option(section: Section, name: string, value: string | boolean): Option {
  const summary = summaries.get(`${section}/${name}`);
  const text = typeof value === 'string' ? value : value ? 'true' : 'false';
  return { name, type: typeOf(value), ...(text !== '' && { default: text }), ...(summary !== undefined && { summary }) };
}

function typeOf(value: string | boolean): Option['type'] {
  if (typeof value === 'boolean') return 'boolean';
  if (/^-?\d+[KMG]?$/.test(value)) return 'number';
  return /^(\d+[wdhms])+$/.test(value) ? 'time' : 'text';
}
