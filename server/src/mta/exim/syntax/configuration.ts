import { type Item, sliced } from '../../../core/sourced.ts';
import type { Problem } from '../../../core/syntax.ts';
import type { Mention, Seen } from '../../../core/system.ts';
import type { Place } from '../../../core/text.ts';
import { builtInMacros } from '../vocabulary/macros.ts';
import { driversOf, optionsOf } from '../vocabulary/options.ts';
import { driversElsewhere } from '../vocabulary/otherReleases.ts';
import { aclLineOf } from './acl.ts';
import {
  type Acl,
  type AclStatement,
  blockName,
  type Condition,
  type Driver,
  type ListKind,
  type NamedList,
  namedListOf,
  type RetryRule,
  type RewriteRule,
} from './blocks.ts';
import { logSelectorFlaw } from './logSelector.ts';
import type { Macro, MacroUse } from './macros.ts';
import { type ConfLine, type Reading, readLines, type Source, type Unread } from './reader.ts';
import { retryRuleOf } from './retry.ts';
import { rewriteRuleOf } from './rewrite.ts';
import { afterBlanks, type Flaw, type Setting, settingOf } from './statement.ts';

/** A configuration as the server sees it: every file that is included, macros replaced, what is switched off left out. */
export interface Configuration {
  readonly sources: readonly Source[];
  readonly macros: ReadonlyMap<string, Macro>;
  readonly macroUses: readonly MacroUse[];
  /** Main options, in the order of the file; of one that is set twice the server does not run. */
  readonly main: readonly Setting[];
  readonly lists: readonly NamedList[];
  readonly acls: readonly Acl[];
  readonly routers: readonly Driver[];
  readonly transports: readonly Driver[];
  readonly authenticators: readonly Driver[];
  readonly retry: readonly RetryRule[];
  readonly rewrite: readonly RewriteRule[];
  /** Statements with which the server does not run, in the order in which it meets them. */
  readonly fatal: readonly Problem[];
  readonly skipped: readonly Place[];
  readonly unread: readonly Unread[];
  option(name: string): Setting | undefined;
  list(kind: ListKind, name: string): NamedList | undefined;
  acl(name: string): Acl | undefined;
}

const SECTIONS = ['acls', 'authenticators', 'local_scans', 'retrys', 'rewrites', 'routers', 'transports'] as const;
const MOST_IN_NAME = 63;
type Section = 'main' | (typeof SECTIONS)[number] | 'unknown';

/** Reads the files of a configuration, one behind the other, and understands their statements. It never throws. */
export function readConfiguration(sources: readonly Source[], mention: (it: Mention) => Seen): Configuration {
  const macros = new Map<string, Macro>();
  const reading: Reading = { mention, macros: { own: macros, builtIn: builtInMacros }, uses: [], fatal: [], skipped: [], unread: [] };
  const main: Setting[] = [];
  const lists = new Map<string, NamedList>();
  const acls: MutableAcl[] = [];
  const drivers: Readonly<Record<'routers' | 'transports' | 'authenticators', MutableDriver[]>> = {
    routers: [],
    transports: [],
    authenticators: [],
  };
  const retry: RetryRule[] = [];
  const rewrite: RewriteRule[] = [];
  const had = new Set<string>();
  let section: Section = 'main';
  let driver: MutableDriver | undefined;
  let acl: MutableAcl | undefined;
  let text = '';
  /** How many files could not be seen when the section began. */
  let unreadBefore = 0;

  for (const line of readLines(sources, reading)) take(line);
  return {
    sources,
    macros,
    macroUses: reading.uses,
    main,
    lists: [...lists.values()],
    acls,
    routers: drivers.routers,
    transports: drivers.transports,
    authenticators: drivers.authenticators,
    retry,
    rewrite,
    fatal: reading.fatal,
    skipped: reading.skipped,
    unread: reading.unread,
    option: (name) => main.find((it) => it.name.text === name),
    list: (kind, name) => lists.get(`${kind} ${name}`),
    acl: (name) => acls.find((it) => it.name.text === name),
  };

  function take(line: ConfLine): void {
    text = line.source.text;
    const begins = /^begin [ \t\n\v\f\r]*(.*)$/is.exec(text);
    if (begins) return begin(begins[1]!, line);
    switch (section) {
      case 'main':
        return takeMain(line);
      case 'acls':
        return takeAcl(line);
      case 'routers':
      case 'transports':
      case 'authenticators':
        return takeDriver(line, section);
      case 'retrys':
        return keep(retryRuleOf(line), (it) => retry.push(it));
      case 'rewrites':
        return keep(rewriteRuleOf(line), (it) => rewrite.push(it));
      case 'local_scans':
      case 'unknown':
        return;
      default:
        section satisfies never;
    }
  }
  function begin(word: string, { at }: ConfLine): void {
    const name = /s$/i.test(word) ? word.toLowerCase() : `${word.toLowerCase()}s`;
    const known = SECTIONS.find((it) => it === name);
    driver = undefined;
    acl = undefined;
    section = known ?? 'unknown';
    unreadBefore = reading.unread.length;
    if (!known) fail(at, `"${word}" is no section that Exim knows, so it does not run`);
    else if (had.has(known)) fail(at, `the section ${word} stands here a second time, so Exim does not run`);
    else had.add(known);
  }
  function takeMain(line: ConfLine): void {
    if (/^[A-Z]/.test(line.source.text)) return define(line);
    if (line.source.text.startsWith('\uFEFF')) return fail(line.at, 'a byte order mark stands before the first line, so Exim does not run');
    const list = namedListOf(line);
    if (list) {
      keep(list, (it) => {
        const key = `${it.kind} ${it.name.text}`;
        if (lists.has(key)) fail(it.at, `${it.kind}list ${it.name.text} stands here a second time, so Exim does not run`);
        else lists.set(key, it);
      });
      return;
    }
    keep(
      settingOf(line, (name) => optionsOf('main').get(name)),
      (it) => {
        main.push(it);
        const wrong = it.name.text === 'log_selector' ? logSelectorFlaw(it.value.text) : undefined;
        if (wrong !== undefined) fail(it.at, `${wrong}, so Exim does not run`);
      },
    );
  }
  function takeAcl(line: ConfLine): void {
    if (/^[A-Z][A-Za-z0-9_]*[ \t\n\v\f\r]*=/.test(line.source.text)) {
      acl = undefined;
      return define(line);
    }
    const name = blockName(line);
    if (name) {
      if (acls.some((it) => it.name.text === name.text)) fail(line.at, `an ACL ${name.text} is there already, so Exim does not run`);
      acl = { name, statements: [], at: line.at };
      acls.push(acl);
      // A statement may begin behind the name.
      return;
    }
    if (!acl) return fail(line.at, 'no name of an ACL stands above this line, so Exim does not run');
    const owner = acl;
    keep(aclLineOf(line), ({ verb, condition }) => {
      if (verb) owner.statements.push({ verb, conditions: condition ? [condition] : [], at: line.at });
      else if (owner.statements.length === 0) fail(line.at, `${condition?.name.text} stands before the first verb, so Exim does not run`);
      else if (condition) addCondition(owner.statements.at(-1)!, condition);
      const { verb: its } = owner.statements.at(-1) ?? {};
      if (its && condition?.name.text === 'endpass' && its.text !== 'accept' && its.text !== 'discard')
        fail(line.at, `endpass stands below ${its.text} and not below accept or discard, so Exim does not run`);
      owner.at = joinedPlace(owner.at, line.at);
    });
  }
  function takeDriver(line: ConfLine, kind: keyof typeof drivers): void {
    if (/^[A-Z][A-Za-z0-9_]*[ \t\n\v\f\r]*=/.test(line.source.text)) {
      driver = undefined;
      return define(line);
    }
    const name = blockName(line);
    if (name) {
      if (drivers[kind].some((it) => it.name.text === name.text))
        fail(line.at, `there are two ${kind} called ${name.text}, so Exim does not run`);
      driver = { name, settings: [], at: line.at };
      drivers[kind].push(driver);
      const rest = text.slice(afterBlanks(text, text.indexOf(':') + 1));
      if (rest !== '') fail(line.at, `"${rest.slice(0, 30)}" stands behind the name ${name.text}, so Exim does not run`);
      return;
    }
    if (!driver) return fail(line.at, `no name stands above this line of the ${kind}, so Exim does not run`);
    const owner = driver;
    const { driver: its } = owner;
    keep(
      settingOf(line, (name) => optionsOf(kind, its).get(name)),
      (it) => {
        owner.settings.push(it);
        owner.at = joinedPlace(owner.at, it.at);
        if (it.name.text === 'driver') nameDriver(owner, it, kind);
        else if (its === undefined && !optionsOf(kind).has(it.name.text))
          fail(it.at, `${it.name.text} stands above the driver that it may be an option of, so Exim does not run`);
      },
    );
  }
  function nameDriver(owner: MutableDriver, { value, at }: Setting, kind: keyof typeof drivers): void {
    owner.driver ??= value.text;
    if (!driversOf(kind).includes(value.text) && !driversElsewhere.has(value.text))
      fail(at, `there is no driver ${value.text} for ${kind}, so Exim does not run`);
  }
  function define({ source, at }: ConfLine): void {
    const match = /^([A-Z][A-Za-z0-9_]*)[ \t\n\v\f\r]*=(=?)[ \t\n\v\f\r]*/.exec(source.text);
    if (!match) return fail(at, `"${source.text.slice(0, 30)}" is no definition of a macro, so Exim does not run`);
    const [whole, name, again] = match as unknown as [string, string, string];
    if (MOST_IN_NAME < name.length) return fail(at, `the name of the macro ${name.slice(0, 30)}… is too long, so Exim does not run`);
    const value = sliced(source, whole.length, source.text.length);
    const known = macros.get(name);
    if (known && again === '') return fail(at, `the macro ${name} is defined already and == would define it anew, so Exim does not run`);
    if (!known && again !== '') return fail(at, `the macro ${name} is not defined yet, so == cannot define it anew and Exim does not run`);
    const part = [...macros.keys()].find((it) => it !== name && name.includes(it));
    if (part !== undefined && !known)
      return fail(at, `the name of the macro ${name} holds that of the macro ${part} above it, so Exim does not run`);
    // A redefined macro keeps its place in the order.
    macros.set(name, { name, value, at });
  }
  function keep<T extends object>(read: T | Flaw, take: (it: T) => unknown): void {
    if ('kind' in read && read.kind === 'flaw') fail((read as Flaw).at, (read as Flaw).message);
    else take(read as T);
  }
  function fail(at: Place, message: string): void {
    // A file that cannot be seen may hold another section, or make a macro of any word that begins with a capital letter.
    const isHidden = unreadBefore < reading.unread.length || (0 < reading.unread.length && /[A-Z]/.test(text));
    if (isHidden) return;
    reading.fatal.push({ at, message, severity: 'error' });
  }
}

interface MutableDriver {
  readonly name: Item;
  driver?: string;
  readonly settings: Setting[];
  at: Place;
}

interface MutableAcl {
  readonly name: Item;
  readonly statements: (AclStatement & { at: Place })[];
  at: Place;
}

function addCondition(statement: AclStatement & { at: Place }, condition: Condition): void {
  (statement.conditions as Condition[]).push(condition);
  statement.at = joinedPlace(statement.at, condition.at);
}

function joinedPlace(first: Place, last: Place): Place {
  return first.file === last.file ? { ...first, end: Math.max(first.end, last.end) } : first;
}
