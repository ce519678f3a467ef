import type { Configuration } from './syntax/configuration.ts';
import type { Setting } from './syntax/statement.ts';

const REPEATABLE: ReadonlySet<string> = new Set(['condition', 'set', 'headers_add', 'headers_remove']);

/** Options that stand a second time where Exim takes them only once. Source: readconf_handle_option() of readconf.c. */
export function* repeats(
  configuration: Configuration,
): Generator<{ readonly first: Setting; readonly again: Setting; readonly message: string }> {
  const { main, routers, transports, authenticators } = configuration;
  for (const settings of [main, ...[...routers, ...transports, ...authenticators].map((it) => it.settings)]) {
    const firsts = new Map<string, Setting>();
    for (const again of settings) {
      const name = again.name.text;
      const first = firsts.get(name);
      if (!first) firsts.set(name, again);
      else if (!REPEATABLE.has(name)) yield { first, again, message: `${name} is set a second time, so Exim does not run` };
    }
  }
}
