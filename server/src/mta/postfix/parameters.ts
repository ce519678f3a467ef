import type { Fact, Origin } from '../../core/fact.ts';
import { builtIn, type Item, joined, type Sourced, sliced, written } from '../../core/sourced.ts';
import type { Place } from '../../core/text.ts';
import { type Expansion, expand } from './expand.ts';
import { itemsOf } from './items.ts';
import type { MainCf, Parameter } from './syntax/mainCf.ts';
import type { MasterCf, Service } from './syntax/masterCf.ts';
import { builtInDefault, fromMachine, perServiceDefault } from './vocabulary/index.ts';

/** Effective values: what is written, else what is built in, with every variable expanded, as one service sees them. */
export interface Parameters {
  /** Undefined for a name that is neither written nor built in. */
  value(name: string): Expansion | undefined;
  /** The text alone; empty where the value cannot be expanded. */
  text(name: string): string;
  /** The words of the value; none where it cannot be expanded. */
  words(name: string): readonly Item[];
  fact(name: string): Fact<string> | undefined;
  /** As written, unexpanded, with its places; undefined where the built-in value holds. */
  writtenValue(name: string): Sourced | undefined;
  /** The last assignment: Postfix takes that one. */
  assignment(name: string): { readonly name: { readonly at: Place }; readonly at: Place; readonly valueAt: Place } | undefined;
  /** As the service sees them, with its `-o` overrides in front. */
  of(service: Service | undefined): Parameters;
  isYes(name: string): boolean;
  /** What would hold if nobody had written the parameter, expanded; undefined where it depends on the machine. */
  builtInText(name: string): string | undefined;
}

/** What stands for the host's name where no file tells it. A list that holds it holds an unknown name. */
export const UNKNOWN_HOST = '@MYHOSTNAME@';

/** What a machine adds that main.cf does not say: its name, and what a file holds that main.cf only names. */
export interface Machine {
  readonly hostname?: Sourced;
  /** The first line of a file; undefined where nobody can tell. */
  firstLine?(path: string): Sourced | undefined;
}

/** Asked of Postfix 3.7: a value that is 101 names away is found, one that is 102 away is fatal. */
const MOST_NESTED = 101;

/** Thirty variables that name each other twice make a value that fills the memory. */
const MOST_PARTS = 50_000;

export function parametersOf(mainCf: MainCf, masterCf: MasterCf | undefined, machine: Machine): Parameters {
  const last = new Map<string, Parameter>(mainCf.parameters.map((it) => [it.name.text, it]));
  const level = plainLevel(last.get('compatibility_level'), mainCf.text);
  const services = masterCf?.services.map((it) => ({ name: it.name.text, program: it.command?.text })) ?? [];
  return view(undefined);

  function view(service: Service | undefined): Parameters {
    const overrides = new Map(service?.overrides.map((it) => [it.name.text, it]) ?? []);
    const known = new Map<string, Expansion | undefined>();
    const open = new Set<string>();
    const depths = new Map<string, number>();
    const texts = new Map<string, string>();
    const words = new Map<string, readonly Item[]>();

    const parameters: Parameters = {
      value,
      writtenValue,
      text(name) {
        const found = texts.get(name);
        if (found !== undefined) return found;
        const expansion = value(name);
        const res = expansion?.kind === 'value' ? expansion.value.text.trim() : '';
        texts.set(name, res);
        return res;
      },
      words(name) {
        const found = words.get(name);
        if (found) return found;
        const expansion = value(name);
        const res = expansion?.kind === 'value' ? itemsOf(expansion.value) : [];
        words.set(name, res);
        return res;
      },
      fact: (name) => factOf(name, value(name), parameters.assignment(name)?.valueAt),
      assignment(name) {
        const override = overrides.get(name);
        if (override) return { name: override.name, at: { ...override.name.at, end: override.value.at.end }, valueAt: override.value.at };
        return last.get(name);
      },
      of: view,
      builtInText(name) {
        const raw = builtInValue(name);
        const res = raw && expand(raw, value);
        return res?.kind === 'value' && !res.value.text.includes(UNKNOWN_HOST) ? res.value.text : undefined;
      },
      isYes: (name) => /^yes$/i.test(parameters.text(name)),
    };
    return parameters;

    function value(name: string): Expansion | undefined {
      if (known.has(name)) return known.get(name);
      const raw = writtenValue(name) ?? builtInValue(name);
      if (!raw) return undefined;
      if (open.has(name)) return { kind: 'fatal', why: `${name} refers to itself`, token: raw };
      if (MOST_NESTED <= open.size) return { kind: 'fatal', why: `the variables of ${name} are nested too deep`, token: raw };
      open.add(name);
      let below = 0;
      const expansion = expand(raw, (it) => {
        const inner = value(it);
        below = Math.max(below, depths.get(it) ?? 0);
        return inner;
      });
      open.delete(name);
      depths.set(name, below + 1);
      const wrong =
        expansion.kind !== 'value'
          ? undefined
          : MOST_NESTED <= below
            ? `the variables of ${name} are nested too deep`
            : MOST_PARTS < expansion.value.parts.length
              ? `${name} grows beyond all bounds`
              : undefined;
      const res: Expansion = wrong === undefined ? fromFile(name, expansion) : { kind: 'fatal', why: wrong, token: raw };
      known.set(name, res);
      return res;
    }
    /** `myorigin = /etc/mailname` of Debian: every program then takes the first line of the file. Asked of Postfix 3.7. */
    function fromFile(name: string, expansion: Expansion): Expansion {
      if (name !== 'myorigin' || expansion.kind !== 'value' || !expansion.value.text.trim().startsWith('/')) return expansion;
      return { kind: 'value', value: machine.firstLine?.(expansion.value.text.trim()) ?? builtIn(UNKNOWN_HOST, name) };
    }
    function writtenValue(name: string): Sourced | undefined {
      const override = overrides.get(name);
      if (override) return written(override.value.text, override.value.at);
      const parameter = last.get(name);
      return parameter && sourceOf(parameter, mainCf);
    }
    function builtInValue(name: string): Sourced | undefined {
      if (name === 'myhostname') return machine.hostname;
      if (name === 'mydomain') return domainOf(value('myhostname'));
      const raw = builtInDefault(name, level) ?? perServiceDefault(name, services);
      return raw === undefined ? undefined : builtIn(raw, name);
    }
  }
}

/** The value of a parameter as it stands in the file, physical lines joined without their breaks. */
function sourceOf({ value }: Parameter, { file, text }: MainCf): Sourced {
  return joined(value.map((it) => written(text.slice(it.start, it.end), { file, ...it })));
}

/** mydomain is myhostname without its first label: `postconf -x` says com for example.com and localdomain for a name without a dot. */
function domainOf(hostname: Expansion | undefined): Sourced | undefined {
  if (hostname?.kind !== 'value') return undefined;
  const { text } = hostname.value;
  if (text === UNKNOWN_HOST) return hostname.value;
  const dot = text.indexOf('.');
  return dot < 0 ? builtIn('localdomain', 'mydomain') : sliced(hostname.value, dot + 1, text.length);
}

function factOf(name: string, value: Expansion | undefined, valueAt: Place | undefined): Fact<string> | undefined {
  if (!value)
    return fromMachine.has(name)
      ? { value: '', origin: { kind: 'unknown', why: `it depends on the machine: ${fromMachine.get(name)}`, ask: `postconf ${name}` } }
      : undefined;
  if (value.kind === 'fatal') return { value: '', origin: { kind: 'unknown', why: value.why, ask: `postconf -x ${name}` } };
  if (value.value.text.includes(UNKNOWN_HOST))
    return {
      value: value.value.text.replaceAll(UNKNOWN_HOST, '(the name of the host)'),
      origin: { kind: 'unknown', why: 'the name of the host stands in no file', ask: `postconf -x ${name}` },
    };
  const origin: Origin = valueAt ? { kind: 'written', at: valueAt } : { kind: 'default', setting: name };
  return { value: value.value.text.trim(), origin };
}

/** compatibility_level decides about defaults, so it is read before any of them; an absent one is 0. */
function plainLevel(parameter: Parameter | undefined, text: string): string {
  const first = parameter?.value[0];
  return first ? text.slice(first.start, first.end) : '0';
}

/** The words of a value; none where it cannot be expanded. */
export function wordsOf(parameter: string, parameters: Parameters): readonly Item[] {
  return parameters.words(parameter);
}
