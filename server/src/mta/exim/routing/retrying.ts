import { matchAddress } from '../lists/match.ts';
import { type Address, textOf } from './address.ts';
import { type Context, scopeOf } from './context.ts';

/**
 * Whether mail that cannot be delivered for the time being waits: where no retry rule is for the address, it bounces at once.
 * A rule for one kind of error may be for this one. Source: retry_update() and retry_find_config() of retry.c.
 */
export function isRetried(address: Address, context: Context): boolean {
  return context.system.configuration.retry.some(({ pattern, rules, error, senders }) => {
    const match = matchAddress(pattern, textOf(address), scopeOf(context, {}));
    const isSure = error.text === '*' && !senders;
    return (match.kind === 'yes' || match.kind === 'unknown') && (rules.text.trim() !== '' || !isSure);
  });
}
