import type { Origin } from '../../../core/fact.ts';
import type { Step, Verdict } from '../../../core/trace.ts';
import type { Dovecot } from '../system.ts';

/** The steps of one explanation, in the order in which Dovecot takes them. */
export interface Trail {
  readonly steps: readonly Step[];
  note(stage: string, verdict: Verdict, says: string, because: Origin, brief?: string): void;
}

export function openTrail(): Trail {
  const steps: Step[] = [];
  return {
    steps,
    note: (stage, verdict, says, because, brief) =>
      void steps.push({ stage, verdict, says, because, ...(brief === undefined ? {} : { brief }) }),
  };
}

/** For questions whose way does not matter: nothing is kept. */
export const SILENT: Trail = { steps: [], note: () => undefined };

/** What a setting's value is to blame on: the line that sets it, or its being built in. */
export function blame(system: Dovecot, name: string): Origin {
  const written = system.assignment(name);
  return written ? { kind: 'written', at: written.value.at } : { kind: 'default', setting: name };
}

/** The command that tells whether a user is there. */
export function askFor(user: string): string {
  return `doveadm user ${user}`;
}
