import type { Origin } from '../../../core/fact.ts';
import { itemOf, type Sourced } from '../../../core/sourced.ts';
import type { Driver } from '../syntax/blocks.ts';
import type { Setting } from '../syntax/statement.ts';

/** Options of routers and transports, read by name. */

export function setting(driver: Driver, name: string): Setting | undefined {
  return driver.settings.findLast((it) => it.name.text === name);
}

/** All statements of an option that may stand several times, such as condition. */
export function settings(driver: Driver, name: string): readonly Setting[] {
  return driver.settings.filter((it) => it.name.text === name);
}

export function valueOf(driver: Driver, name: string): Sourced | undefined {
  const found = setting(driver, name);
  return found?.hasValue ? found.value : undefined;
}

/** A boolean option: `name`, `no_name`, or `name = true`. */
export function isOn(driver: Driver, name: string, usual: boolean): boolean {
  const found = setting(driver, name);
  if (!found) return usual;
  // Nothing behind the equals sign is as good as no equals sign: readconf_handle_option(), asked of Exim 4.96.
  if (!found.hasValue || found.value.text === '') return !found.negated;
  return /^(true|yes)$/i.test(found.value.text.trim()) !== found.negated;
}

/** The line of an option, or of the driver that lacks it. */
export function blame(driver: Driver, name: string): Origin {
  const found = setting(driver, name);
  return { kind: 'written', at: found?.at ?? driver.name.at ?? driver.at };
}

/** Where a text was written. */
export function originOf(source: Sourced): Origin {
  return itemOf(source, 0, source.text.length).origin;
}
