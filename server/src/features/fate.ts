import type { Delivery, Explanation } from '../core/trace.ts';

/** What becomes of mail for an address, in the few words that fit above a line. */
export function shortFate({ address, rcpt, deliveries }: Explanation): string {
  const code = [rcpt.code, rcpt.enhanced].filter((it) => it !== undefined).join(' ');
  switch (rcpt.verdict) {
    case 'rejected':
      return `refused: ${code}`;
    case 'deferred':
      return `put off: ${code}`;
    case 'no-service':
      return 'no server answers';
    case 'unknown':
      return 'the files do not tell';
    case 'accepted':
      return reached(address, deliveries);
    default:
      return rcpt.verdict satisfies never;
  }
}

/** The same for mail that has been accepted. */
function reached(address: string, all: readonly Delivery[]): string {
  const deliveries = distinct(all);
  const [first] = deliveries;
  if (!first) return 'reaches nobody';
  const together = deliveries.every((it) => it.outcome === first.outcome) ? wholes[first.outcome] : undefined;
  if (together !== undefined) {
    const failures = new Set(deliveries.flatMap((it) => it.enhanced ?? []).filter((it) => !it.startsWith('2')));
    return failures.size === 0 ? together : `${together}: ${[...failures].join(', ')}`;
  }
  const rest = counts.flatMap(({ outcome, one, several }) => {
    const count = deliveries.filter((it) => it.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  const isAlone = deliveries.length === 1;
  const isElsewhere = first.recipient.toLowerCase() !== address.toLowerCase();
  const whom = isAlone && isElsewhere ? first.recipient : `${deliveries.length} ${isAlone ? 'recipient' : 'recipients'}`;
  return [`→ ${whom}`, ...rest].join(' · ');
}

/** Several ways may lead to one mailbox. */
export function distinct(all: readonly Delivery[]): readonly Delivery[] {
  const seen = new Map(all.map((it) => [`${it.recipient} ${it.outcome} ${it.why}`.toLowerCase(), it]));
  return [...seen.values()];
}

/** Where all recipients share what becomes of the mail. */
const wholes: Readonly<Partial<Record<Delivery['outcome'], string>>> = {
  bounced: 'reaches nobody',
  deferred: 'waits',
  discarded: 'is thrown away',
  unknown: 'the files do not tell',
};

const counts = [
  { outcome: 'bounced', one: 'bounces', several: 'bounce' },
  { outcome: 'deferred', one: 'waits', several: 'wait' },
  { outcome: 'discarded', one: 'is thrown away', several: 'are thrown away' },
  { outcome: 'unknown', one: 'not known', several: 'not known' },
] as const satisfies readonly { readonly outcome: Delivery['outcome']; readonly one: string; readonly several: string }[];
