import type { Pace } from './pace.ts';
import type { ProbeOptions } from './probeOptions.ts';
import type { TranscriptLine } from './results.ts';
import { askRecipients, type Outcome, type Questions, type Recipient } from './smtp/conversation.ts';
import { usualDeadlines } from './smtp/deadlines.ts';
import type { Target } from './smtp/reach.ts';
import { type Held, holdConversation } from './smtp/socket.ts';

/** Without a pace; each stops before the server loses patience with strangers. */
const mostSessions = 3;

/**
 * Asks one address of one host about all recipients, in as few connections as it takes: again in plain text where TLS failed, again one
 * after the other where batches were out of step, and again for those whose turn did not come.
 */
export async function askSessions(target: Target, questions: Questions, options: ProbeOptions, pace: Pace): Promise<Held<Outcome>> {
  const { signal, progress } = options;
  const drive = {
    deadlines: { ...usualDeadlines, ...options.deadlines },
    signal,
    dial: options.dial,
    proxy: options.proxy,
  };
  let asked = questions;
  let res: Held<Outcome> | undefined;
  let [sessions, cuts] = [1, 0];
  let isAgain = false;
  for (;;) {
    await pace.turn(isAgain);
    const before = restOf(asked.recipients, res?.outcome);
    const now = { ...asked, recipients: before.slice(0, pace.most), settled: new Set(res?.outcome.randoms.keys()) };
    const held = withoutDoubt(await holdConversation(askRecipients(now), target, drive));
    pace.spend(held.outcome.replies.size);
    res = res ? join(res, held) : held;
    if (signal?.aborted) return res;
    const again = nextQuestions(asked, held.outcome);
    isAgain = again === undefined;
    if (again) {
      progress?.(again.why);
      res = withRemark(res, again.why);
      asked = again.questions;
      continue;
    }
    const rest = restOf(asked.recipients, res.outcome);
    if (isCutOff(held.outcome)) cuts += 1;
    if (rest.length === 0 || rest.length === before.length || !mayGoOn(held.outcome, cuts)) return res;
    if (!pace.isSet && mostSessions <= sessions) return leaveOut(res, rest);
    sessions += 1;
    // A server that hung up gets fewer questions at a time.
    if (0 < cuts) asked = { ...asked, pipelining: false };
    const why = `connecting again for ${counted(rest.length)}`;
    progress?.(why);
    res = withRemark(res, why);
  }
}

/** The same questions in a way that this server may bear; undefined where nothing but the server is to blame. */
function nextQuestions(asked: Questions, { failure }: Outcome): { readonly questions: Questions; readonly why: string } | undefined {
  if (failure?.kind === 'tls' && asked.tls === 'opportunistic')
    return { questions: { ...asked, tls: 'never' }, why: 'asking again without TLS, as many senders do' };
  if (failure?.kind === 'out-of-step' && asked.pipelining)
    return {
      questions: { ...asked, pipelining: false },
      why: 'the replies to a batch did not fit it and were thrown away; asking again one after the other',
    };
  return undefined;
}

/** Nothing that such a conversation said can be believed, its good news least. */
function withoutDoubt(held: Held<Outcome>): Held<Outcome> {
  const kind = held.outcome.failure?.kind;
  if (kind !== 'out-of-step' && kind !== 'injection') return held;
  return { ...held, outcome: { ...held.outcome, replies: new Map(), randoms: new Map() } };
}

/** One cut is a limit on what one connection may ask; after a second one more would be insistence. */
function mayGoOn({ failure, refusal }: Outcome, cuts: number): boolean {
  return !refusal && (failure === undefined || (isCutting(failure.kind) && cuts < 2));
}

function isCutOff({ failure }: Outcome): boolean {
  return failure !== undefined && isCutting(failure.kind);
}

function isCutting(kind: string): boolean {
  return kind === 'shutdown' || kind === 'closed' || kind === 'reset' || kind === 'timeout';
}

function restOf(recipients: readonly Recipient[], outcome: Outcome | undefined): readonly Recipient[] {
  return outcome ? recipients.filter((it) => !outcome.replies.has(it.text) && !outcome.unasked.has(it.text)) : recipients;
}

function leaveOut(held: Held<Outcome>, rest: readonly Recipient[]): Held<Outcome> {
  const why = `not asked: ${mostSessions} conversations with this server were not enough, and for more no pace was set`;
  const unasked = new Map([...held.outcome.unasked, ...rest.map((it) => [it.text, why] as const)]);
  return { ...held, outcome: { ...held.outcome, unasked } };
}

/** What both said; where it ended is the later one's to tell. */
function join(first: Held<Outcome>, second: Held<Outcome>): Held<Outcome> {
  const [one, two] = [first.outcome, second.outcome];
  const { sender = one.sender, greeting = one.greeting } = two;
  const outcome = {
    ...two,
    ...(sender === undefined ? {} : { sender }),
    ...(greeting === undefined ? {} : { greeting }),
    replies: new Map([...one.replies, ...two.replies]),
    randoms: new Map([...one.randoms, ...two.randoms]),
    unasked: new Map([...one.unasked, ...two.unasked]),
  };
  return { outcome, transcript: [...first.transcript, ...second.transcript], ms: first.ms + second.ms };
}

function withRemark(held: Held<Outcome>, text: string): Held<Outcome> {
  const remark: TranscriptLine = { by: 'note', text, at: held.transcript.at(-1)?.at ?? 0, tls: false, expected: true };
  return { ...held, transcript: [...held.transcript, remark] };
}

function counted(recipients: number): string {
  return recipients === 1 ? 'the recipient that was not asked' : `${recipients} recipients that were not asked`;
}
