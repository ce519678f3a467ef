import { builtIn } from '../../../core/sourced.ts';
import type { Macro } from '../syntax/macros.ts';
import facts from './options.json' with { type: 'json' };

/** Macros that Exim brings along, such as _HAVE_TLS and _OPT_MAIN_ACL_SMTP_RCPT, in the order in which it replaces them. */
export const builtInMacros: readonly Macro[] = facts.macros.map((it): Macro => {
  const equals = it.indexOf('=');
  const name = equals < 0 ? it : it.slice(0, equals);
  return { name, value: builtIn(equals < 0 ? 'y' : it.slice(equals + 1), name) };
});
