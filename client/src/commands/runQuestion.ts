import { ProgressLocation, window } from 'vscode';
import type { Outcome, Question } from '../panel/messages.ts';
import type { Panel } from '../panel/panel.ts';

/** What a question does with the network; it says what it is doing, and stops when the signal says so. */
export type Work = (signal: AbortSignal, says: (message: string) => void) => Promise<Outcome>;

/**
 * Runs a question in the panel and, where others are asked, in a notification with Cancel. It never rejects: what goes wrong is an outcome that names the step, the
 * time and what to try, because a person is to read it.
 */
export async function runQuestion(panel: Panel, question: Question, title: string, work: Work): Promise<void> {
  const began = performance.now();
  const controller = new AbortController();
  const run = panel.begin(question, () => controller.abort());
  const elapsed = () => Math.round(performance.now() - began);
  const options = { location: placeOf(question), title, cancellable: true };
  await window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => controller.abort());
    const steps = [title];
    const says = (message: string): void => {
      steps.push(message);
      progress.report({ message });
      run.says(message);
    };
    const ended = await work(controller.signal, says).catch((error: unknown): Outcome => failure(steps.at(-1) ?? title, error, elapsed()));
    run.end(controller.signal.aborted ? { kind: 'cancelled', ms: elapsed() } : ended);
  });
}

/** What the language server answers at once would only flash as a notification. */
function placeOf({ kind }: Question): ProgressLocation {
  return kind === 'mx' || kind === 'probe' || kind === 'diagnose' ? ProgressLocation.Notification : ProgressLocation.Window;
}

function failure(step: string, error: unknown, ms: number): Outcome {
  return {
    kind: 'failed',
    says: `this step failed: ${step}`,
    detail: error instanceof Error ? error.message : String(error),
    next: ['Run it again; if it fails the same way, report it with this text'],
    ms,
  };
}

/** An outcome for what was not even begun. */
export function refused(says: string, next: string, detail?: string): Outcome {
  return { kind: 'failed', says, ...(detail === undefined ? {} : { detail }), next: [next], ms: 0 };
}
