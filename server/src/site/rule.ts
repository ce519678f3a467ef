import type { Finding, Rule } from '../core/rule.ts';
import type { Member } from './member.ts';

/** A pitfall between the servers of one host: each of them may be right by itself. */
export interface SiteRule extends Omit<Rule, 'check'> {
  check(host: readonly Member[]): Iterable<Finding>;
}
