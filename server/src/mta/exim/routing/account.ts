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
export function namedAccount(driver: Driver, values: Values, context: Context): Account | undefined {
  const source = valueOf(driver, 'user');
  if (!source) return undefined;
  const expansion = expand(source, scopeOf(context, values));
  if (expansion.kind === 'unknown') return { kind: 'unknown', why: expansion.why };
  if (expansion.kind !== 'value') return { kind: 'missing', why: `the user of ${driver.name.text} cannot be expanded` };
  const name = expansion.value.text.trim();
  if (/^\d+$/.test(name)) return { kind: 'user', name, uid: name };
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

/** Why a delivery cannot begin as this user; undefined where it can. */
export function whyNoAccount(
  account: Account | undefined,
  transport: Driver,
  router: Driver | undefined,
  context: Context,
): string | undefined {
  if (account?.kind === 'missing') return account.why;
  const isAlone = account?.kind === 'user' && /^\d+$/.test(account.name);
  if (isAlone && !valueOf(transport, 'group') && !(router && valueOf(router, 'group')))
    return `${transport.name.text} has a user without a group`;
  if (account?.kind !== 'user' || !isBarred(account.name, account.uid, context)) return undefined;
  return `Exim delivers nothing as ${account.name}, which is one of its never_users`;
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
