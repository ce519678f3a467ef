import facts from './options.json' with { type: 'json' };
import { summaries } from './summaries.ts';

/** The release of Exim that was asked. */
export const askedVersion: string = facts.version;

/** An option of the main part, or of all drivers of a kind, or of one driver. */
export interface Option {
  readonly name: string;
  readonly type: ValueType;
  /** True where a value with a $ in it is a text that is expanded when it is needed. */
  readonly isExpanded: boolean;
  /** As `exim -bP` prints it; absent where nothing holds. */
  readonly default?: string;
  /** A sentence of our own, for options that decide about addresses. */
  readonly summary?: string;
}

/** What Exim takes for a value when it reads the option; the names of users and groups count as text. */
export type ValueType = 'boolean' | 'number' | 'kilobytes' | 'octal' | 'fixed' | 'time' | 'times' | 'rewriting' | 'text';

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
  const res = new Map(all.map(([name, value]) => [name, option(section, driver, name, value)]));
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

/** What may stand behind + and - in log_selector. */
export const logSelectors: ReadonlySet<string> = new Set(
  facts.macros.filter((it) => it.startsWith('_LOG_')).map((it) => it.slice('_LOG_'.length).toLowerCase()),
);

const known = new Map<string, ReadonlyMap<string, Option>>();
/** The type of each option that takes no text, and whether it may be expanded, by its path. */
const types = new Map(
  Object.entries(facts.kinds).flatMap(([kind, paths]) => {
    const type = { type: kind.replace('expanded ', '') as ValueType, isExpanded: kind.startsWith('expanded ') };
    return paths.map((path) => [path, type] as const);
  }),
);
/** Numbers that releases after 4.96 expand: recipients_max since 4.98, max_rcpt since 4.97. Source: NewStuff. */
const expandedLater: ReadonlySet<string> = new Set(['main/recipients_max', 'transports/smtp/max_rcpt']);
const TEXT = { type: 'text', isExpanded: false } as const;

function option(section: Section, driver: string | undefined, name: string, value: string | boolean): Option {
  const summary = summaries.get(`${section}/${name}`);
  const text = typeof value === 'string' ? value : value ? 'true' : 'false';
  const path = `${section}/${driver}/${name}`;
  const asked = types.get(path) ?? types.get(`${section}/${name}`) ?? TEXT;
  const type = expandedLater.has(path) || expandedLater.has(`${section}/${name}`) ? { ...asked, isExpanded: true } : asked;
  return { name, ...type, ...(text !== '' && { default: text }), ...(summary !== undefined && { summary }) };
}
