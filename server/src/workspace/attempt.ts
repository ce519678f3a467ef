/** Where faults of ours are told: the output channel, or standard error. */
export type Log = (message: string) => void;

/** Runs what is not allowed to take the rest down with it: a fault in one rule or one model is logged, the others go on. */
export function attempt<T>(log: Log, what: string, run: () => T, otherwise: T): T {
  try {
    return run();
  } catch (error) {
    log(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return otherwise;
  }
}
