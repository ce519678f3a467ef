import type { Delivery } from '../../../../server/src/core/trace.ts';
import { exim } from '../../../../server/src/mta/exim/index.ts';
import type { Driver } from '../../../../server/src/mta/exim/syntax/blocks.ts';
import type { Exim } from '../../../../server/src/mta/exim/system.ts';
import type { Logged } from './deliveryWorker.ts';

/** Transports that hand a message to somebody else, whose word the files do not tell: a host, a socket, a command. */
const HANDS_ON = ['smtp', 'lmtp', 'pipe', 'autoreply'];

/**
 * What really becomes of messages next to what we say, as two lists of lines that would be equal. Of an address of which we do not know
 * all, and of one that nobody can send to, there is none.
 */
export function deliveryDisagreements(
  system: Exim,
  logged: Logged,
): { readonly ours: readonly string[]; readonly theirs: readonly string[]; readonly asked: number } {
  const ours: string[] = [];
  const theirs: string[] = [];
  const told = Object.entries(logged);
  for (const [address, lines] of told) {
    const { deliveries } = exim.follow(system, address);
    if (deliveries.some((it) => it.outcome === 'unknown' && !handsOn(it.transport, system))) continue;
    const [we, they] = [drawn(deliveries.map((it) => ourEnd(it, system))), drawn(ends(lines, system))];
    if (we === they) continue;
    ours.push(`${address}: ${we}`);
    theirs.push(`${address}: ${they}     ${lines.join(' / ')}`);
  }
  return { ours, theirs, asked: told.length };
}

function drawn(all: readonly string[]): string {
  return [...new Set(all)].sort().join(' | ');
}

function ourEnd({ outcome, transport }: Delivery, system: Exim): string {
  if (outcome === 'discarded') return 'discarded';
  const isHanded = handsOn(transport, system) && (outcome === 'forwarded' || outcome === 'unknown' || outcome === 'delivered');
  if (isHanded) return `handed to ${transport}`;
  return { delivered: `delivered by ${transport}`, bounced: 'bounced', deferred: 'waits', forwarded: '', unknown: '' }[outcome];
}

/** Mail that no retry rule lets wait is put off in one line and comes back in another. */
function ends(lines: readonly string[], system: Exim): readonly string[] {
  const isGivenUp = (line: string) => line.endsWith('retry timeout exceeded');
  const isOwn = (line: string) => !handsOn(transportIn(line), system) || OWN_REFUSAL.test(line);
  const putOff = lines.filter((it) => it.startsWith('== '));
  const givenUp = lines.filter(isGivenUp).length;
  return lines.flatMap((line) => {
    if (/^=> (:blackhole:|discarded) /.test(line)) return 'discarded';
    if (isGivenUp(line)) return putOff.some(isOwn) ? 'bounced' : [];
    if (!isOwn(line)) return `handed to ${transportIn(line)}`;
    if (line.startsWith('** ')) return 'bounced';
    if (line.startsWith('== ')) return putOff.length <= givenUp ? [] : 'waits';
    return `delivered by ${transportIn(line)}`;
  });
}

/** What the other side says is not ours to foretell; what Exim refuses to hand on is. */
const OWN_REFUSAL = /Tainted|no hosts set|never_users|internal configuration error|forbidden|unset in|no command specified/;

function transportIn(line: string): string {
  return / T=([^\s:]+)/.exec(line)?.[1] ?? '';
}

function handsOn(name: string, { configuration }: Exim): boolean {
  const transport: Driver | undefined = configuration.transports.find((it) => it.name.text === name);
  return transport?.driver !== undefined && HANDS_ON.includes(transport.driver);
}
