import type { Place } from '../../core/text.ts';
import { blame, isOn, valueOf } from './routing/settings.ts';
import type { Driver } from './syntax/blocks.ts';
import type { Configuration } from './syntax/configuration.ts';

/** Something about a router or a transport with which Exim does not run. */
export interface DriverFlaw {
  readonly at: Place;
  /** What is wrong, for a sentence that goes on with its consequence. */
  readonly what: string;
}

/** What the drivers check when Exim begins. Source: the `_init` functions of routers and transports; each was asked of Exim 4.96. */
export function* driverFlaws({ routers, transports }: Configuration): Generator<DriverFlaw> {
  for (const [i, it] of routers.entries()) {
    yield* kindFlaws(it, 'router');
    yield* routerFlaws(it, routers.slice(i + 1), routers);
  }
  for (const it of transports) {
    yield* kindFlaws(it, 'transport');
    if (it.driver === 'appendfile' && has(it, 'file') && has(it, 'directory'))
      yield flaw(it, 'directory', `the transport ${it.name.text} has both a file and a directory`);
    if (it.driver === 'lmtp' && has(it, 'command') === has(it, 'socket'))
      yield flaw(it, 'driver', `the transport ${it.name.text} needs either a command or a socket`);
  }
}

function* kindFlaws(driver: Driver, word: string): Generator<DriverFlaw> {
  if (driver.driver === undefined) yield flaw(driver, 'driver', `the ${word} ${driver.name.text} has no driver`);
}

function* routerFlaws(router: Driver, behind: readonly Driver[], all: readonly Driver[]): Generator<DriverFlaw> {
  const name = `the router ${router.name.text}`;
  const isVerifier = isOn(router, 'verify_only', false);
  switch (router.driver) {
    case 'accept':
    case 'dnslookup':
    case 'ipliteral':
      if (!has(router, 'transport') && !isVerifier) yield flaw(router, 'driver', `${name} has no transport`);
      break;
    case 'redirect':
      if (has(router, 'data') === has(router, 'file')) yield flaw(router, 'driver', `${name} needs either data or a file`);
      if (isOn(router, 'one_time', false) && isOn(router, 'unseen', false))
        yield flaw(router, 'unseen', `${name} is both unseen and one_time`);
      if (has(router, 'qualify_domain') && isOn(router, 'qualify_preserve_domain', false))
        yield flaw(router, 'qualify_domain', `${name} has both qualify_domain and qualify_preserve_domain`);
      break;
    case 'manualroute':
      if (has(router, 'route_list') === has(router, 'route_data'))
        yield flaw(router, 'driver', `${name} needs either route_list or route_data`);
      break;
    case 'queryprogram':
      if (!has(router, 'command_user')) yield flaw(router, 'driver', `${name} has no command_user`);
      break;
    default:
      break;
  }
  const pass = valueOf(router, 'pass_router')?.text.trim();
  if (pass !== undefined && !behind.some((it) => it.name.text === pass))
    yield flaw(router, 'pass_router', `no router ${pass} follows ${name}`);
  const start = valueOf(router, 'redirect_router')?.text.trim();
  if (start !== undefined && !all.some((it) => it.name.text === start))
    yield flaw(router, 'redirect_router', `there is no router ${start}`);
  const self = valueOf(router, 'self')?.text.trim();
  if (self !== undefined && !/^(defer|fail|freeze|pass|decline|send|reroute:.*)$/i.test(self))
    yield flaw(router, 'self', `${self} is no value of self`);
}

function has(driver: Driver, option: string): boolean {
  return valueOf(driver, option) !== undefined;
}

function flaw(driver: Driver, option: string, what: string): DriverFlaw {
  const because = blame(driver, option);
  return { at: because.kind === 'written' ? because.at : driver.at, what };
}
