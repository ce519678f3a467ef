import { logSelectors } from '../vocabulary/options.ts';
import { logSelectorsElsewhere } from '../vocabulary/otherReleases.ts';

/** What is wrong with a value of log_selector, for a sentence that goes on with its consequence. Source: decode_bits() of functions in log.c, asked of Exim 4.96. */
export function logSelectorFlaw(value: string): string | undefined {
  // Bits as a number: nobody writes that, and nothing is said of it.
  if (value.startsWith('=')) return undefined;
  const words = /[ \t\n\v\f\r]*(?:([+-])([A-Za-z0-9_]*))?/y;
  while (words.lastIndex < value.length) {
    const from = words.lastIndex;
    const [whole, sign, name] = words.exec(value) as unknown as [string, string | undefined, string];
    if (from + whole.length === value.length && sign === undefined) return undefined;
    if (sign === undefined)
      return `+ or - is expected in log_selector and not "${value.slice(from + whole.length, from + whole.length + 20)}"`;
    if (!logSelectors.has(name) && !logSelectorsElsewhere.has(name)) return `"${sign}${name}" is nothing that log_selector knows`;
  }
  return undefined;
}
