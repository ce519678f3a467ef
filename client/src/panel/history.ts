import type { Run, Saved } from './messages.ts';

/** The list of runs behind the panel: newest first, never more than twenty. */

const longest = 20;

/** Adds a run, or puts it in the place of the one with its id. */
export function withRun(runs: readonly Run[], run: Run): readonly Run[] {
  const isKnown = runs.some(({ id }) => id === run.id);
  return isKnown ? runs.map((it) => (it.id === run.id ? run : it)) : [run, ...runs].slice(0, longest);
}

/** Adds what a running question is doing now; a run that has ended keeps its outcome. */
export function withProgress(run: Run, says: string): Run {
  return run.outcome.kind === 'running' ? { ...run, outcome: { kind: 'running', says: [...run.outcome.says, says] } } : run;
}

/**
 * Reads what an earlier window left. A question that was still running then was interrupted. Another version's state is dropped: the
 * questions are quicker asked again than converted.
 */
export function restored(state: unknown): Saved {
  const isOurs = typeof state === 'object' && state !== null && 'version' in state && state.version === 1 && 'runs' in state;
  if (!isOurs || !Array.isArray(state.runs)) return { version: 1, runs: [], shown: undefined };
  const { runs, shown } = state as Saved;
  return { version: 1, runs: runs.map(ended).slice(0, longest), shown };
}

function ended(run: Run): Run {
  return run.outcome.kind === 'running' ? { ...run, outcome: { kind: 'cancelled', ms: 0 } } : run;
}
