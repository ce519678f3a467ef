import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Log } from '../workspace/attempt.ts';

/**
 * The one wall between our faults and the editor: a request that was withdrawn is not computed, and one that fails is logged
 * and answered with nothing.
 */
export type Guard = <T>(what: string, token: CancellationToken, otherwise: T, run: () => T) => T | ResponseError<void>;

export function guardWith(log: Log): Guard {
  return (what, token, otherwise, run) => {
    if (token.isCancellationRequested) return cancelled();
    try {
      const res = run();
      return token.isCancellationRequested ? cancelled() : res;
    } catch (error) {
      log(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return otherwise;
    }
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was withdrawn');
}
