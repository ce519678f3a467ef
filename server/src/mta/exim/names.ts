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
  const made = {
    list: new Set(lists.map((it) => it.name.text)),
    acl: new Set(acls.map((it) => it.name.text)),
    router: new Set(routers.map((it) => it.name.text)),
    transport: new Set(transports.map((it) => it.name.text)),
  };
  for (const { name, at } of macros.values()) if (at && !isStock(at.file)) define('macro', name, begun(at, name.length));
  for (const it of lists) define('list', it.name.text, it.name.at);
  for (const it of acls) define('acl', it.name.text, it.name.at);
  for (const it of routers) define('router', it.name.text, it.name.at);
  for (const it of transports) define('transport', it.name.text, it.name.at);
  for (const it of authenticators) define('authenticator', it.name.text, it.name.at);

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
  return res;

  function set({ name, value }: Setting): void {
    define('setting', name.text, name.at);
    referToLists(value);
    const kind = kindIn(name.text);
    if (kind) referTo(kind, value);
  }
  /** The value begins with a name, behind which an ACL has its arguments. */
  function referTo(kind: keyof typeof made, value: Sourced): void {
    const [lead, name] = /^\s*([\w-]+)/.exec(value.text) ?? [];
    if (lead !== undefined && name !== undefined && made[kind].has(name))
      refer(kind, name, itemOf(value, lead.length - name.length, lead.length).at);
  }
  function referToLists(value: Sourced): void {
    for (const { index, 1: name } of value.text.matchAll(/\+(\w+)/g))
      if (made.list.has(name!)) refer('list', name!, itemOf(value, index + 1, index + 1 + name!.length).at);
  }
  function define(kind: NameKind, name: string, at: Place | undefined): void {
    if (at) res.push({ kind, name, role: 'definition', at });
  }
  function refer(kind: NameKind, name: string, at: Place | undefined): void {
    if (at) res.push({ kind, name, role: 'reference', at });
  }
}

/** The name at the beginning of its line, or as much of what another tool makes the macro of. Nothing where that stands nowhere. */
function begun({ file, start, end }: Place, length: number): Place | undefined {
  return start < end ? { file, start, end: Math.min(end, start + length) } : undefined;
}

/** What an option names. Source: the option lists of the Exim specification, 4.96. */
export function kindIn(option: string): 'acl' | 'router' | 'transport' | undefined {
  if (/^acl_(not_)?smtp/.test(option)) return 'acl';
  if (option === 'pass_router' || option === 'redirect_router') return 'router';
  return /(^|_)transport$/.test(option) ? 'transport' : undefined;
}
