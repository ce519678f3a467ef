import type { Explained, ExplainedStep } from '../../../../server/src/protocol.ts';
import { codeOrVerdict } from '../../diagnose/verdicts.ts';
import { type Branch, routeOf, wayTo } from '../route.ts';
import { visible } from '../visible.ts';
import { type Conclusion, listed, type Tone } from './conclusion.ts';

/** What the configurations of the workspace make of a recipient, in sentences. */

/** The worst answer speaks for all. */
export function concludeExplained(systems: readonly Explained[]): Conclusion {
  const rank = { bad: 0, warn: 1, plain: 2, good: 3 } as const;
  const [worst] = systems.map(concludeSystem).sort((a, b) => rank[a.tone] - rank[b.tone]);
  return (
    worst ?? { tone: 'plain', says: 'no configuration is open', next: ['Open the folder that holds it, or name it in postmaster.paths'] }
  );
}

/** One configuration's answer: the reply to RCPT TO, or what becomes of the message after it was accepted. */
export function concludeSystem(explained: Explained): Conclusion {
  const { address, system, rcpt, deliveries } = explained;
  const deciding = decidingOf(explained);
  const reply = [rcpt.code, rcpt.enhanced, rcpt.text].filter((it) => it !== undefined).join(' ');
  // The step that decides often carries the reply's words already.
  const isSaid = rcpt.text !== undefined && deciding?.says.includes(rcpt.text);
  const proof = reply === '' || isSaid ? {} : { proof: visible(reply) };
  const next = rcpt.ask === undefined ? [] : [visible(`Run ${rcpt.ask} on the server`)];
  const said = (tone: Tone, says: string): Conclusion => {
    const cause = causeOf(explained.steps.filter(({ part }) => part !== 'queue'));
    const detail = cause ?? (deciding ? { detail: visible(deciding.says) } : {});
    return { tone, says: visible(says), ...placed(deciding), ...detail, ...proof, next };
  };
  const why = deciding?.brief === undefined ? '' : `: ${deciding.brief} in ${deciding.stage}`;
  switch (rcpt.verdict) {
    case 'rejected':
      return said('bad', `${system.label} rejects ${address}${why}`);
    case 'deferred':
      return said('warn', `${system.label} puts ${address} off with a temporary failure${why}`);
    case 'no-service':
      return said('bad', `with ${system.label} no server answers, so mail for ${address} waits at its sender`);
    case 'unknown':
      return said('warn', `the files of ${system.label} do not tell whether ${address} is accepted`);
    case 'accepted': {
      const lost = deliveries.findIndex(({ outcome }) => outcome === 'bounced' || outcome === 'discarded');
      const late = deliveries.findIndex(({ outcome }) => outcome === 'deferred' || outcome === 'unknown');
      const [number, tone] = 0 <= lost ? ([lost, 'bad'] as const) : ([late, 'warn'] as const);
      const delivery = deliveries[number];
      if (!delivery)
        return { tone: 'good', says: visible(`${system.label} accepts ${address}`), ...placed(deciding), ...arrival(explained), next };
      const { recipient, outcome, why: end } = delivery;
      const link = tone === 'bad' ? 'then mail for' : 'but its delivery to';
      const way = wayTo(explained, number);
      // What a rule finds at the class of the domain holds for every address in it.
      const isNear = domainOf(recipient) === domainOf(address);
      const before = isNear ? causeOf(explained.steps.filter(({ part }) => part !== 'queue')) : undefined;
      const cause = causeOf(way) ?? (before ? { ...before, detail: `${visible(end)}; ${before.detail}` } : { detail: visible(end) });
      return {
        tone,
        says: visible(`${system.label} accepts ${address}, ${link} ${recipient} is ${outcome}`),
        ...placed(way.findLast(({ place }) => place)),
        ...cause,
        next,
      };
    }
    default:
      return rcpt.verdict satisfies never;
  }
}

function decidingOf({ steps, decides }: Explained): ExplainedStep | undefined {
  return steps[decides ?? -1] ?? steps.findLast(({ verdict, part }) => part !== 'queue' && verdict !== 'passed') ?? steps.at(-1);
}

function placed(step: ExplainedStep | undefined): Pick<Conclusion, 'place'> {
  return step?.place ? { place: step.place } : {};
}

/** What a rule finds on the way is the cause more often than the line where the way ends. */
function causeOf(way: readonly ExplainedStep[]): (Pick<Conclusion, 'detailPlace'> & { readonly detail: string }) | undefined {
  const step = way.find(({ findings }) => findings);
  const [first] = step?.findings ?? [];
  if (first === undefined) return undefined;
  return { detail: visible(first.message), ...(step?.place ? { detailPlace: step.place } : {}) };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Where the mail of an address ends is of more interest than why it was let in. */
function arrival({ address, deliveries }: Explained): Pick<Conclusion, 'detail'> {
  const [first] = deliveries;
  if (!first) return {};
  const isItself = deliveries.length === 1 && first.recipient.toLowerCase() === address.toLowerCase();
  if (isItself) return { detail: visible(first.why) };
  return { detail: visible(`Its mail reaches ${listed(deliveries.map(({ recipient }) => recipient))}`) };
}

/** The picture in one sentence, for whoever does not see it. */
export function routeSentence(explained: Explained): string {
  const { address, client, rcpt } = explained;
  const { asked, queued } = routeOf(explained);
  const questions = asked.flatMap(({ skipped, step }) => [...skippedWords(skipped), ...(step ? [questionWords(step)] : [])]);
  const head = [`RCPT TO ${address} from ${client}`, ...questions, `reply ${codeOrVerdict(rcpt)}, ${rcpt.verdict}`].join('; ');
  const ends = queued.flatMap(endings);
  const never = (explained.unasked ?? []).map((it) => `${it.stage}${it.place ? `, which has it at ${it.place.label}` : ''}`);
  const tail = [
    ...(ends.length === 0 ? [] : [`then ${listed(ends, 10)}`]),
    ...(never.length === 0 ? [] : [`never asked: ${listed(never)}`]),
  ];
  return visible([head, ...tail].join('; '));
}

function questionWords({ stage, brief, verdict, place }: ExplainedStep): string {
  return `${stage} ${brief ?? verdict}${place ? ` by ${place.label}` : ''}`;
}

function skippedWords(skipped: readonly ExplainedStep[]): readonly string[] {
  return skipped.length === 0 ? [] : [`skipped: ${listed(skipped.map((it) => it.stage))}`];
}

function endings({ step, delivery, children }: Branch): readonly string[] {
  if (0 < children.length) return children.flatMap(endings);
  if (delivery) return [`mail for ${delivery.recipient} is ${endOf(delivery)}`];
  return step ? [step.says] : [];
}

/** The outcome with its code, where the code says more. */
export function endOf({ outcome, enhanced }: NonNullable<Branch['delivery']>): string {
  const isTold = enhanced !== undefined && outcome !== 'delivered';
  return isTold ? `${outcome} ${enhanced}` : outcome;
}

export const stepTones = {
  rewrote: 'plain',
  passed: 'plain',
  routed: 'plain',
  accepted: 'good',
  discarded: 'warn',
  rejected: 'bad',
  deferred: 'warn',
  unknown: 'warn',
} as const satisfies Record<ExplainedStep['verdict'], Tone>;

export const endTones = {
  delivered: 'good',
  forwarded: 'good',
  bounced: 'bad',
  discarded: 'bad',
  deferred: 'warn',
  unknown: 'warn',
} as const satisfies Record<NonNullable<Branch['delivery']>['outcome'], Tone>;
