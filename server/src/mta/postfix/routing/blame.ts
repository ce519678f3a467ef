import type { Origin } from '../../../core/fact.ts';

/** What a parameter's value is to blame on: the line that sets it, or its being built in. */
export function blame(
  assignment: { readonly valueAt: { readonly file: string; readonly start: number; readonly end: number } } | undefined,
  setting: string,
): Origin {
  return assignment ? { kind: 'written', at: assignment.valueAt } : { kind: 'default', setting };
}
