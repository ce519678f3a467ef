import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeOptions } from './probeOptions.ts';

/** Waits so many milliseconds, or until the signal says stop. */
export type Pause = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

/** How fast recipients may be asked. */
export interface Pace {
  /** How many recipients one conversation has at most. */
  readonly most: number;
  /** True where somebody set a pace: then all are asked, however long it takes. */
  readonly isSet: boolean;
  /** Waits until the next conversation may begin. `isAgain`: with a host that was asked before. */
  turn(isAgain: boolean): Promise<void>;
  /** So many recipients were asked. */
  spend(recipients: number): void;
}

/** No server has to take more than this from one client, and the transcript of one conversation holds as many. */
const mostAtOnce = 1000;

/** Servers keep an eye on clients by the minute; a conversation that fits into one is never idle in between. */
const mostInMinute = 100;

/** Milliseconds between two conversations with one host. */
const politePause = 2000;

/**
 * Without a pace there is a short pause between conversations. With one, conversations are as long as what a minute allows, and the next
 * begins when the one before is paid for: no connection is kept idle, and rate limits that count by the minute see what was promised.
 */
export function makePace({ pace, pause = pauseFor, signal, progress }: ProbeOptions, now = () => performance.now()): Pace {
  if (pace === undefined) {
    const turn = async (isAgain: boolean): Promise<void> => (isAgain ? pause(politePause, signal) : undefined);
    return { most: mostAtOnce, isSet: false, turn, spend: () => {} };
  }
  let next = now();
  return {
    most: Math.max(1, Math.min(mostInMinute, Math.floor(pace))),
    isSet: true,
    async turn() {
      const wait = next - now();
      if (wait <= 0) return;
      progress?.(`Waiting ${Math.ceil(wait / 1000)} s, as the pace of ${pace} recipients a minute wants it`);
      await pause(wait, signal);
    },
    spend(recipients) {
      next = Math.max(next, now()) + (60_000 / pace) * recipients;
    },
  };
}

/** The usual pause. */
export async function pauseFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  // Being stopped is a reason to go on and find out that nothing more is wanted.
  await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => {});
}
