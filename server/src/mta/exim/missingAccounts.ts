import { type Item, itemOf, type Sourced, sliced } from '../../core/sourced.ts';
import type { Place } from '../../core/text.ts';
import { sourceBesideFiles } from '../../formats/nsswitch.ts';
import { passwd } from '../../formats/passwd.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { splitSourced } from './expand/splitList.ts';
import { hasAllUsers } from './routing/account.ts';
import { blame, valueOf } from './routing/settings.ts';
import type { Driver } from './syntax/blocks.ts';
import type { Exim } from './system.ts';

/** A user or a group that an option names and that this host lacks. */
export interface MissingAccount {
  readonly kind: 'user' | 'group';
  readonly word: Item;
  /** Of the option. */
  readonly at: Place;
  /** Those that the host has. */
  readonly names: readonly string[];
}

/**
 * Users and groups that Exim looks for as it begins, and without which it does not run. A name that is expanded is looked for with each
 * message. Source: route_finduser() and route_findgroup() where readconf.c calls them; asked of Exim 4.96.
 */
export function* missingAccounts(system: AsksAccounts): Generator<MissingAccount> {
  const { main, routers, transports } = system.configuration;
  const hosts = new Map<MissingAccount['kind'], Accounts | undefined>();
  for (const { name, value, at } of [...main, ...[...routers, ...transports].flatMap((it) => it.settings)]) {
    const kind = accountNamedBy(name.text);
    if (!kind || value.text.includes('$')) continue;
    if (!hosts.has(kind)) hosts.set(kind, kind === 'user' ? usersOf(system) : groupsOf(system));
    const host = hosts.get(kind);
    for (const it of host ? namesOf(value, name.text) : [])
      if (host && !/^-?\d*$/.test(it.text) && !host.has(it.text))
        yield { kind, word: itemOf(it, 0, it.text.length), at, names: host.names };
  }
}

/** Why Exim does not run for the sake of an account; undefined where it does. */
export function accountFlaw(system: AsksAccounts): { readonly message: string; readonly at: Place } | undefined {
  for (const { kind, word, at } of missingAccounts(system)) return { message: `there is no ${kind} ${word.text}`, at: word.at ?? at };
  // Routers and the smtp transport may lack the group.
  for (const driver of system.configuration.transports) {
    if (driver.driver === 'smtp' || !/^-?\d+$/.test(valueOf(driver, 'user')?.text.trim() ?? '') || valueOf(driver, 'group')) continue;
    return { message: `${driver.name.text} names the number of a user without a group`, at: placeOf(driver) };
  }
  return undefined;
}

/** Of what an option names one or several. */
export function accountNamedBy(option: string): MissingAccount['kind'] | undefined {
  return OPTIONS[option];
}

type AsksAccounts = Pick<Exim, 'configuration' | 'user' | 'mention'>;

interface Accounts {
  readonly names: readonly string[];
  has(name: string): boolean;
}

/** Options that are looked up when the configuration is read; those with an s are lists. */
const OPTIONS: Readonly<Record<string, MissingAccount['kind']>> = {
  admin_groups: 'group',
  command_group: 'group',
  command_user: 'user',
  exim_group: 'group',
  exim_user: 'user',
  group: 'group',
  never_users: 'user',
  system_filter_group: 'group',
  system_filter_user: 'user',
  trusted_groups: 'group',
  trusted_users: 'user',
  user: 'user',
};

/** Groups that every host has: group.master of Debian's base-passwd, and "Standard Groups" of Red Hat's Deployment Guide. */
const EVERYWHERE = ['root', 'bin', 'daemon'];

/** Undefined where the host may have others than are listed here. */
function usersOf(system: AsksAccounts): Accounts | undefined {
  if (!hasAllUsers(system.user)) return undefined;
  return { names: namesIn(system, '/etc/passwd') ?? [], has: (it) => system.user(it).kind !== 'none' };
}

function groupsOf(system: AsksAccounts): Accounts | undefined {
  if (sourceBesideFiles('group', (it) => system.mention(it)) !== undefined) return undefined;
  const names = namesIn(system, '/etc/group');
  return names && EVERYWHERE.every((it) => names.includes(it)) ? { names, has: (it) => names.includes(it) } : undefined;
}

/** Undefined where the file is not here. */
function namesIn(system: AsksAccounts, path: string): readonly string[] | undefined {
  const seen = system.mention({ path, format: passwd });
  if (seen.kind !== 'file') return undefined;
  const { rows } = seen.file as TableFile;
  return Array.from({ length: rows.count }, (_, row) => rows.key(row));
}

/** As many of a list are looked for as it has colons: of one with a separator of its own the first. Asked of Exim 4.96. */
function namesOf(value: Sourced, option: string): readonly Sourced[] {
  if (option.endsWith('s')) return splitSourced(value).slice(0, value.text.startsWith('<') ? 1 : undefined);
  const start = value.text.search(/\S|$/);
  return [sliced(value, start, start + value.text.trim().length)];
}

function placeOf(driver: Driver): Place {
  const because = blame(driver, 'user');
  return because.kind === 'written' ? because.at : driver.at;
}
