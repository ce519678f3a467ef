import type { Place } from '../../core/text.ts';
import { splitSourced } from './expand/splitList.ts';
import { hasAllUsers } from './routing/account.ts';
import { blame, valueOf } from './routing/settings.ts';
import type { Driver } from './syntax/blocks.ts';
import type { Exim } from './system.ts';

/** Main options that are lists of users. */
const LISTS = ['trusted_users', 'never_users'];

/**
 * The first user whom the configuration names and this host lacks: Exim looks for them as it begins, and does not run without. A name that
 * is expanded is looked for with each message. Source: route_finduser() where readconf.c calls it; asked of Exim 4.96.
 */
export function missingUser({
  configuration,
  user,
}: Pick<Exim, 'configuration' | 'user'>): { readonly message: string; readonly at: Place } | undefined {
  const { main, routers, transports } = configuration;
  const named = [
    ...main
      .filter((it) => LISTS.includes(it.name.text))
      .flatMap(({ value, at }) => splitSourced(value).map((it) => ({ name: it.text, at }))),
    ...[...routers, ...transports].flatMap((driver) => {
      const name = valueOf(driver, 'user')?.text.trim();
      return name === undefined ? [] : [{ name, at: placeOf(driver) }];
    }),
  ];
  // Whether the users are known is asked only where it matters.
  const missing = named.find(({ name }) => !/^-?\d*$|\$/.test(name) && user(name).kind === 'none');
  if (missing && hasAllUsers(user)) return { message: `there is no user ${missing.name}`, at: missing.at };
  // Routers and the smtp transport may lack the group.
  for (const driver of transports) {
    if (driver.driver === 'smtp' || !/^-?\d+$/.test(valueOf(driver, 'user')?.text.trim() ?? '') || valueOf(driver, 'group')) continue;
    return { message: `${driver.name.text} names the number of a user without a group`, at: placeOf(driver) };
  }
  return undefined;
}

function placeOf(driver: Driver): Place {
  const because = blame(driver, 'user');
  return because.kind === 'written' ? because.at : driver.at;
}
