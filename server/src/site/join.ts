import type { Delivery, Explanation, RcptReply, Step } from '../core/trace.ts';
import { listenerAt, type Member } from './member.ts';

/** What one server says, before others of its host are asked. */
type Told = Pick<Explanation, 'deliveries' | 'steps'>;

/** The address of the host itself, which hands mail over. */
const ITSELF = '127.0.0.1';

/**
 * Deliveries that end at a socket of the same host go on with whoever listens there: its reply to RCPT TO decides, and its steps follow
 * the one that hands the message over. Where nobody known listens, nothing changes.
 */
export function joined<T extends Told>(told: T, members: readonly Member[]): T {
  return told.deliveries.reduce((res, { handedTo }, number) => {
    const listener = handedTo && listenerAt(handedTo, members);
    return listener ? continued(res, number, listener) : res;
  }, told);
}

function continued<T extends Told>(told: T, number: number, { mta, system }: Member): T {
  const before = told.deliveries[number]!;
  const { rcpt, deliveries, steps } = mta.explain(system, before.handedAs ?? before.recipient, ITSELF);
  const delivery: Delivery = { ...before, ...endingOf(rcpt, mta.name, deliveries[0]) };
  return {
    ...told,
    deliveries: told.deliveries.with(number, delivery),
    steps: withSteps(told.steps, number, steps, delivery),
  };
}

/** Puts the steps of the next server behind the one that is the delivery so far; the last of them is the delivery now. */
function withSteps(
  steps: readonly Step[],
  number: number,
  more: readonly Step[],
  { recipient, handedTo, handedAs = recipient }: Delivery,
): readonly Step[] {
  const at = steps.findIndex((it) => it.delivery === number);
  if (at < 0 || more.length === 0) return steps;
  const moved = (it: Step): Step => (it.below !== undefined && at < it.below ? { ...it, below: it.below + more.length } : it);
  const { delivery: _, ...handOver } = steps[at]!;
  const to = handedTo?.kind === 'unix' ? handedTo.path : `port ${handedTo?.port}`;
  const says = `${recipient}: handed to ${to}${handedAs === recipient ? '' : ` as ${handedAs}`}`;
  const added = more.map(
    (it, i): Step => ({ ...it, part: 'queue', below: at + i, ...(i === more.length - 1 ? { delivery: number } : {}) }),
  );
  return [...steps.slice(0, at), { ...handOver, verdict: 'routed', says }, ...added, ...steps.slice(at + 1).map(moved)];
}

function endingOf(
  { verdict, code, enhanced, text }: RcptReply,
  name: string,
  taken?: Delivery,
): Pick<Delivery, 'outcome' | 'enhanced' | 'why'> {
  const why = `${name} answers ${[code, enhanced, text].filter((it) => it !== undefined).join(' ')}`;
  const status = enhanced === undefined ? {} : { enhanced };
  switch (verdict) {
    case 'accepted':
      return { outcome: 'delivered', enhanced: '2.0.0', why: taken ? `${name}: ${taken.why}` : why };
    case 'rejected':
      return { outcome: 'bounced', ...status, why };
    case 'deferred':
      return { outcome: 'deferred', ...status, why };
    case 'no-service':
      return { outcome: 'deferred', enhanced: '4.4.1', why: `${name} does not run, so the mail waits` };
    case 'unknown':
      return { outcome: 'unknown', why: `${name} knows whether the user exists` };
    default:
      return verdict satisfies never;
  }
}
