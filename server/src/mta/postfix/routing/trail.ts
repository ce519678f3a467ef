import type { Origin } from '../../../core/fact.ts';
import type { Step, Verdict } from '../../../core/trace.ts';

/** The steps of one explanation, in the order in which the server takes them. */
export interface Trail {
  readonly steps: readonly Step[];
  note(stage: string, verdict: Verdict, says: string, because: Origin, more?: Details): void;
}

export type Details = Pick<Step, 'brief' | 'part' | 'below' | 'delivery'>;

export function openTrail(): Trail {
  const steps: Step[] = [];
  return { steps, note: (stage, verdict, says, because, more) => void steps.push({ stage, verdict, says, because, ...more }) };
}

/** For questions whose way does not matter: nothing is kept. */
export const SILENT: Trail = { steps: [], note: () => undefined };

/** What a parameter's value is to blame on: the line that sets it, or its being built in. */
export function blame(
  assignment: { readonly valueAt: { readonly file: string; readonly start: number; readonly end: number } } | undefined,
  setting: string,
): Origin {
  return assignment ? { kind: 'written', at: assignment.valueAt } : { kind: 'default', setting };
}
