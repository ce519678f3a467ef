import { itemOf, type Sourced } from '../../core/sourced.ts';
import type { NameKind, NameUse } from '../../core/system.ts';
import type { Place } from '../../core/text.ts';
import { isStock } from './debian/stock/index.ts';
import type { Configuration } from './syntax/configuration.ts';
import type { Setting } from './syntax/statement.ts';

/** Where options are set, and where lists, ACLs, routers, transports and macros are made and used. */
export function namesOf(configuration: Configuration): readonly NameUse[] {
  const { main, lists, acls, routers, transports, authenticators, macros, macroUses } = configuration;
  const res: NameUse[] = [];
  const elsewhere = new Set<string>();
  const made = {
    list: new Map(lists.map(({ name, value }) => [name.text, { at: name.at, value: value.text }])),
    acl: new Map(acls.map(({ name }) => [name.text, { at: name.at }])),
    router: new Map(routers.map(({ name, driver }) => [name.text, { at: name.at, value: driver }])),
    transport: new Map(transports.map(({ name, driver }) => [name.text, { at: name.at, value: driver }])),
  } satisfies Partial<Record<NameKind, ReadonlyMap<string, { readonly at: Place | undefined; readonly value?: string | undefined }>>>;
  for (const { name, at, value } of macros.values()) if (at && !isStock(at.file)) define('macro', name, named(at, name, value), value.text);
  for (const it of lists) define('list', it.name.text, it.name.at, it.value.text);
  for (const it of acls) define('acl', it.name.text, it.name.at);
  for (const it of routers) define('router', it.name.text, it.name.at, it.driver);
  for (const it of transports) define('transport', it.name.text, it.name.at, it.driver);
  for (const it of authenticators) define('authenticator', it.name.text, it.name.at, it.driver);

  for (const { macro, at } of macroUses) refer('macro', macro.name, at);
  for (const it of lists) referToLists(it.value);
  for (const it of main) set(it);
  for (const it of [...routers, ...transports, ...authenticators]) it.settings.forEach(set);
  for (const { statements } of acls)
    for (const { conditions } of statements)
      for (const { name, value } of conditions) {
        referToLists(value);
        if (name.text === 'acl') referTo('acl', value);
      }
  return res.map((it) => (it.role === 'definition' && elsewhere.has(`${it.kind} ${it.name}`) ? { ...it, isNamedElsewhere: true } : it));

  function set({ name, value, negated, at, hidden }: Setting): void {
    // The line of a switch begins with the no_ or not_ that turns it off.
    const isWhole = negated && !hidden && name.at?.file === at.file && name.at.start - at.start <= 'not_'.length;
    define('setting', name.text, isWhole ? { ...at, end: name.at!.end } : name.at);
    referToLists(value);
    const kind = kindIn(name.text);
    if (kind) referTo(kind, value);
  }
  /** The value begins with a name, behind which an ACL has its arguments. */
  function referTo(kind: keyof typeof made, value: Sourced): void {
    const [lead, name] = /^\s*([\w-]+)/.exec(value.text) ?? [];
    if (lead !== undefined && name !== undefined && made[kind].has(name))
      refer(kind, name, itemOf(value, lead.length - name.length, lead.length).at, shipped(kind, name));
  }
  function referToLists(value: Sourced): void {
    for (const { index, 1: name } of value.text.matchAll(/\+(\w+)/g))
      if (made.list.has(name!)) refer('list', name!, itemOf(value, index + 1, index + 1 + name!.length).at, shipped('list', name!));
  }
  /** What a name stands for that no file here defines, but one of a package does. */
  function shipped(kind: keyof typeof made, name: string): string | undefined {
    const found: { readonly at: Place | undefined; readonly value?: string | undefined } | undefined = made[kind].get(name);
    return found?.at ? undefined : found?.value;
  }
  function define(kind: NameKind, name: string, at: Place | undefined, value?: string): void {
    if (at) res.push({ kind, name, role: 'definition', at, ...(value !== undefined && { value }) });
  }
  function refer(kind: NameKind, name: string, at: Place | undefined, value?: string): void {
    if (!at) elsewhere.add(`${kind} ${name}`);
    else res.push({ kind, name, role: 'reference', at, ...(value !== undefined && { value }) });
  }
}

/** The name at the beginning of its line, or all that another tool makes the macro of. Nothing where that stands nowhere. */
function named(at: Place, name: string, value: Sourced): Place | undefined {
  if (at.start === at.end) return undefined;
  const isMade = value.parts.some(({ leaf }) => leaf.kind === 'written' && leaf.at.file === at.file && leaf.at.start === at.start);
  return isMade ? at : { ...at, end: at.start + name.length };
}

/** What an option names. Source: the option lists of the Exim specification, 4.96. */
export function kindIn(option: string): 'acl' | 'router' | 'transport' | undefined {
  if (/^acl_(not_)?smtp/.test(option)) return 'acl';
  if (option === 'pass_router' || option === 'redirect_router') return 'router';
  return /(^|_)transport$/.test(option) ? 'transport' : undefined;
}
