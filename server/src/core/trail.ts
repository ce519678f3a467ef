import type { Origin } from './fact.ts';
import type { Step, Verdict } from './trace.ts';

/** The steps of one explanation, in the order in which a server takes them. */
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
