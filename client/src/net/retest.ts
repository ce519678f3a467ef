import type { Address } from './address.ts';
import type { ProbeResult, Progress } from './results.ts';

/** Who is worth asking again after greylisting, and when. */
export interface Retest {
  readonly addresses: readonly string[];
  /** Seconds. */
  readonly after: number;
}

/** What postgrey makes a stranger wait unless told otherwise (its --delay), and most others after it. */
const usualWait = 300;

/** Greylists forget a stranger who comes too soon as little as one who comes late, but nobody waits for an answer longer than this. */
const longestWait = 3600;

/** Undefined where nobody was greylisted. The longest wait that a server names counts, and a little more. */
export function retestOf(results: readonly ProbeResult[]): Retest | undefined {
  const greylisted = results.filter((it) => it.verdict === 'greylisted');
  if (greylisted.length === 0) return undefined;
  const waits = greylisted.map((it) => (waitIn(it.text) ?? usualWait) + 5);
  return { addresses: greylisted.map((it) => it.address), after: Math.min(longestWait, Math.max(...waits)) };
}

/** Asks, waits where somebody was greylisted, and asks those again with the same words: a greylist knows a client by them. */
export async function askTwice(
  addresses: readonly Address[],
  ask: (addresses: readonly Address[]) => Promise<readonly ProbeResult[]>,
  { wait, progress }: { readonly wait: (milliseconds: number) => Promise<void>; readonly progress?: Progress },
): Promise<readonly ProbeResult[]> {
  const first = await ask(addresses);
  const retest = retestOf(first);
  if (!retest) return first;
  progress?.(`Waiting ${retest.after} s to ask ${retest.addresses.length} greylisted recipients again`);
  await wait(retest.after * 1000);
  const second = new Map((await ask(addresses.filter((it) => retest.addresses.includes(it.text)))).map((it) => [it.address, it]));
  return first.map((it) => second.get(it.address) ?? it);
}

/** The seconds that a reply asks a client to wait, in the forms "300 seconds", "5 minutes", "00:04:58" and "retry=300". */
function waitIn(text: string): number | undefined {
  const clock = /\b(\d{1,2}):(\d\d):(\d\d)\b/.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const [, count, unit = 's'] =
    /\b(?:retry=)?(\d{1,5}) ?(s|secs?|seconds?|m|mins?|minutes?)\b/i.exec(text) ?? /\bretry=(\d{1,5})\b/i.exec(text) ?? [];
  if (count === undefined) return undefined;
  return Number(count) * (unit.toLowerCase().startsWith('m') ? 60 : 1);
}
