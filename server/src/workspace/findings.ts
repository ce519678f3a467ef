import type { Finding, Severity } from '../core/rule.ts';

/** A finding with the rule that made it, at the level that holds here. */
export interface Report extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}
