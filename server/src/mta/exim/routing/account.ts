import { expand } from '../expand/expand.ts';
import { splitList } from '../expand/splitList.ts';
import type { Values } from '../expand/variables.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Exim } from '../system.ts';
import { type Context, scopeOf } from './context.ts';
import { isOn, valueOf } from './settings.ts';

/** As whom a driver works: what its option user says. `missing`: this host has no such user. */
export type Account =
  | { readonly kind: 'user'; readonly name: string; readonly uid: string | undefined }
  | { readonly kind: 'missing' | 'unknown'; readonly why: string };

/** The account that a router or a transport names; undefined where it names none. Source: route_find_expanded_user(). */
function namedAccount(driver: Driver, values: Values, context: Context): Account | undefined {
  const source = valueOf(driver, 'user');
  if (!source) return undefined;
  const expansion = expand(source, scopeOf(context, values));
  if (expansion.kind === 'unknown') return { kind: 'unknown', why: expansion.why };
  if (expansion.kind !== 'value') return { kind: 'missing', why: `the user of ${driver.name.text} cannot be expanded` };
  const name = expansion.value.text.trim();
  if (isNumber(name)) return { kind: 'user', name, uid: name };
  const user = context.system.user(name);
  switch (user.kind) {
    case 'user':
      return { kind: 'user', name, uid: user.uid };
    case 'none':
      return hasAllUsers(context.system.user)
        ? { kind: 'missing', why: `there is no user ${name} for ${driver.name.text}` }
        : { kind: 'unknown', why: `whether there is a user ${name} is not in the files` };
    case 'unknown':
      return { kind: 'unknown', why: user.why };
    default:
      return user satisfies never;
  }
}

/** Those whom every Unix has. */
const EVERYWHERE = ['root', 'daemon', 'nobody'];

/** Whether the users here are all that the host has: a list of people lacks those of the system. */
export function hasAllUsers(user: Exim['user']): boolean {
  return EVERYWHERE.every((it) => {
    const found = user(it);
    return found.kind === 'user' && found.uid !== undefined;
  });
}

/** As whom a transport delivers on this host; undefined: as Exim itself. Source: findugid() of deliver.c. */
export function deliveringAs(transport: Driver, router: Driver | undefined, values: Values, context: Context): Account | undefined {
  return namedAccount(transport, values, context) ?? (router && (namedAccount(router, values, context) ?? localUser(router, values)));
}

/** Why a router puts off what it would deliver as the user that it names; undefined where it does not. Source: rf_get_ugid(). */
export function whyNoOwner(router: Driver, values: Values, context: Context): string | undefined {
  const account = namedAccount(router, values, context);
  if (account?.kind === 'missing') return account.why;
  const isAlone = account?.kind === 'user' && isNumber(account.name) && !valueOf(router, 'group');
  return isAlone ? `${router.name.text} has the number of a user without a group` : undefined;
}

/** Why a delivery cannot begin as this user; undefined where it can. */
export function whyNoAccount(
  account: Account | undefined,
  transport: Driver,
  router: Driver | undefined,
  context: Context,
): string | undefined {
  if (account?.kind === 'missing') return account.why;
  const isAlone = account?.kind === 'user' && isNumber(account.name) && !valueOf(transport, 'group');
  if (isAlone && !(router && hasGroup(router))) return `${transport.name.text} has the number of a user without a group`;
  if (account?.kind !== 'user' || !isBarred(account.name, account.uid, context)) return undefined;
  return `Exim delivers nothing as ${account.name}, which is one of its never_users`;
}

/** Whether what a router delivers has a group: that which it names, or that of its user. */
function hasGroup(router: Driver): boolean {
  return isOn(router, 'check_local_user', false) || (valueOf(router, 'group') ?? valueOf(router, 'user')) !== undefined;
}

/** A number is not looked up, so that it has no group of its own. */
function isNumber(user: string): boolean {
  return /^\d+$/.test(user);
}

function localUser(router: Driver, values: Values): Account | undefined {
  const [name, uid] = [values['local_part_data'], values['local_user_uid']];
  if (!isOn(router, 'check_local_user', false) || typeof name !== 'string') return undefined;
  return { kind: 'user', name, uid: typeof uid === 'string' ? uid : undefined };
}

/** root is barred in every build that keeps FIXED_NEVER_USERS of src/EDITME, such as that of Debian. */
function isBarred(name: string, uid: string | undefined, { system }: Context): boolean {
  const option = system.configuration.option('never_users');
  return uid === '0' || (option !== undefined && splitList(option.value.text).items.some((it) => it === name || it === uid));
}
