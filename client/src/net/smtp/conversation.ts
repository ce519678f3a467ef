import { classifyRecipient } from '../../../../server/src/smtp/classify.ts';
import type { Reply } from '../../../../server/src/smtp/types.ts';
import type { Failure, Stage } from './failure.ts';

/** What the conversation wants done next. It never touches a socket itself, and a test drives it line by line. */
export type Move =
  | { readonly kind: 'listen'; readonly stage: Stage }
  | { readonly kind: 'send'; readonly stage: Stage; readonly line: string }
  | { readonly kind: 'starttls' }
  /** Said to whoever reads the transcript. */
  | { readonly kind: 'note'; readonly text: string };

/** What came of a move: a reply, a secured connection (or a note taken), or the end. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'done' }
  | { readonly kind: 'failure'; readonly failure: Failure };

export interface Recipient {
  /** As it stands between the angle brackets. */
  readonly text: string;
  readonly smtputf8: boolean;
  /** Recipients of one domain share one random recipient. Undefined: no random one is asked, as for an address literal. */
  readonly domain?: string | undefined;
}

export interface Questions {
  /** What stands behind EHLO. */
  readonly helo: string;
  /** Tried where `<>` is refused; absent: there is none. */
  readonly sender?: string | undefined;
  readonly recipients: readonly Recipient[];
  /** A local part that nobody has. */
  readonly random: () => string;
  /** False after TLS failed with this server, on a new connection. */
  readonly useTls: boolean;
}

/** What was asked and answered until the end, whatever the end was. */
export interface Outcome {
  /** Replies to RCPT TO in the order of the questions. A recipient that is missing was not asked or not answered. */
  readonly replies: ReadonlyMap<string, Reply>;
  /** Domain to the reply that its random recipient got. */
  readonly randoms: ReadonlyMap<string, Reply>;
  /** The reply that turned the whole conversation away. */
  readonly refusal?: { readonly stage: 'greeting' | 'hello' | 'sender'; readonly reply: Reply };
  readonly failure?: Failure & { readonly stage: Stage };
  /** Why a recipient was not asked although the server would have listened. */
  readonly unasked: ReadonlyMap<string, string>;
  /** The sender that was accepted. */
  readonly sender?: string;
  readonly secured: boolean;
}

type Conversation<T> = Generator<Move, T, Answer>;

/** After so many unknown users in a row a server counts us among those who guess addresses. */
const mostUnknownInARow = 5;

/**
 * Asks whether recipients would be taken, then for each domain with an accepted one about a recipient that cannot exist, and leaves
 * before DATA. The random one comes last: many servers answer more slowly, or hang up, after a refused recipient.
 */
export function* askRecipients(questions: Questions): Conversation<Outcome> {
  const state: State = { replies: new Map(), randoms: new Map(), unasked: new Map(), secured: false };
  const hello = yield* open(questions, state);
  if (!hello) return state;
  if (!(yield* offerSender(questions, state, hello))) return state;
  if (!(yield* askEach(questions, state))) return state;
  if (!(yield* askRandoms(questions, state))) return state;
  yield* leave(state);
  return state;
}

interface State {
  readonly replies: Map<string, Reply>;
  readonly randoms: Map<string, Reply>;
  readonly unasked: Map<string, string>;
  refusal?: NonNullable<Outcome['refusal']>;
  failure?: NonNullable<Outcome['failure']>;
  sender?: string;
  secured: boolean;
}

/** From the greeting to an EHLO that counts: what was said before TLS is forgotten (RFC 3207 section 4.2). */
function* open({ helo, useTls }: Questions, state: State): Conversation<Reply | undefined> {
  const greeting = yield* take(state, 'greeting', { kind: 'listen', stage: 'greeting' });
  if (!greeting) return undefined;
  if (greeting.code !== 220) return yield* refuse(state, 'greeting', greeting);
  const hello = yield* greet(helo, state);
  if (!hello || !useTls || !offers(hello, 'STARTTLS')) return hello;
  const ready = yield* take(state, 'tls', { kind: 'send', stage: 'tls', line: 'STARTTLS' });
  if (!ready) return undefined;
  if (ready.code !== 220) {
    yield { kind: 'note', text: 'the server offers STARTTLS and refuses it; going on in plain text' };
    return hello;
  }
  const secured = yield { kind: 'starttls' };
  if (secured.kind === 'failure') return fail(state, 'tls', secured.failure);
  state.secured = true;
  return yield* greet(helo, state);
}

function* greet(helo: string, state: State): Conversation<Reply | undefined> {
  const hello = yield* take(state, 'hello', { kind: 'send', stage: 'hello', line: `EHLO ${helo}` });
  if (!hello || hello.code === 250) return hello;
  if (hello.code === 421) return yield* refuse(state, 'hello', hello);
  const old = yield* take(state, 'hello', { kind: 'send', stage: 'hello', line: `HELO ${helo}` });
  if (!old) return undefined;
  // A server that knows only HELO offers nothing, whatever its lines say.
  return old.code === 250 ? { code: 250, lines: [] } : yield* refuse(state, 'hello', old);
}

/** The null sender first: no server may refuse it for a bounce, and nobody gets one back. */
function* offerSender({ sender, recipients }: Questions, state: State, hello: Reply): Conversation<boolean> {
  const canUtf8 = offers(hello, 'SMTPUTF8');
  for (const it of recipients)
    if (it.smtputf8 && !canUtf8)
      state.unasked.set(it.text, 'the server does not offer SMTPUTF8, so an address with such letters cannot be put to it');
  const asked = recipients.filter((it) => !state.unasked.has(it.text));
  if (asked.length === 0) {
    yield* leave(state);
    return false;
  }
  const option = asked.some((it) => it.smtputf8) ? ' SMTPUTF8' : '';
  for (const candidate of sender === undefined ? [''] : ['', sender]) {
    const reply = yield* take(state, 'sender', { kind: 'send', stage: 'sender', line: `MAIL FROM:<${candidate}>${option}` });
    if (!reply) return false;
    if (reply.code === 250) {
      state.sender = candidate;
      delete state.refusal;
      return true;
    }
    state.refusal = { stage: 'sender', reply };
    if (reply.code === 421) return false;
  }
  yield* leave(state);
  return false;
}

function* askEach({ recipients }: Questions, state: State): Conversation<boolean> {
  let unknownInARow = 0;
  for (const { text } of recipients) {
    if (state.unasked.has(text) || state.replies.has(text)) continue;
    if (unknownInARow === mostUnknownInARow) {
      state.unasked.set(text, `not asked: after ${mostUnknownInARow} unknown users in a row a server may lock this client out`);
      continue;
    }
    const reply = yield* take(state, 'recipient', { kind: 'send', stage: 'recipient', line: `RCPT TO:<${text}>` });
    if (!reply) return false;
    if (reply.code === 421)
      return (
        fail(state, 'recipient', { kind: 'shutdown', why: `the server ended the conversation: ${reply.code} ${reply.lines.join(' ')}` }) ??
        false
      );
    state.replies.set(text, reply);
    unknownInARow = classifyRecipient(reply).verdict === 'unknown-user' ? unknownInARow + 1 : 0;
  }
  return true;
}

function* askRandoms({ recipients, random }: Questions, state: State): Conversation<boolean> {
  const accepted = recipients.filter((it) => isPositive(state.replies.get(it.text)));
  const domains = new Set(accepted.flatMap((it) => (it.domain === undefined ? [] : [it.domain])));
  for (const domain of domains) {
    const local = random();
    yield { kind: 'note', text: `asking about a recipient that cannot exist, to see whether ${domain} accepts all` };
    const reply = yield* take(state, 'recipient', { kind: 'send', stage: 'recipient', line: `RCPT TO:<${local}@${domain}>` });
    if (!reply) return false;
    state.randoms.set(domain, reply);
    if (reply.code === 421) return false;
  }
  return true;
}

/**
 * RSET must be answered with 250 and QUIT with 221. Anything else shows that an earlier command had two replies, so that every later
 * one was taken for its neighbour's. A server that just hangs up is merely impolite.
 */
function* leave(state: State): Conversation<void> {
  if (0 < state.replies.size) {
    const reset = yield* take(state, 'goodbye', { kind: 'send', stage: 'goodbye', line: 'RSET' });
    if (!reset) return;
    const isKnown = reset.code === 250 || reset.code === 421 || reset.code === 500 || reset.code === 502;
    if (!isKnown) return void fail(state, 'goodbye', outOfStep(`RSET was answered with ${reset.code}`));
    if (reset.code === 421) return;
  }
  const bye = yield* take(state, 'goodbye', { kind: 'send', stage: 'goodbye', line: 'QUIT' });
  if (bye && bye.code !== 221 && bye.code !== 421 && bye.code < 500)
    fail(state, 'goodbye', outOfStep(`QUIT was answered with ${bye.code}`));
}

function outOfStep(what: string): Failure {
  return { kind: 'out-of-step', why: `${what}, so the replies of this conversation do not belong to its commands` };
}

function* refuse(state: State, stage: 'greeting' | 'hello', reply: Reply): Conversation<undefined> {
  state.refusal = { stage, reply };
  if (reply.code !== 421) yield* leave(state);
  return undefined;
}

/** Makes a move and takes the reply; undefined after a failure, which is then in the state. */
function* take(state: State, stage: Stage, move: Move): Conversation<Reply | undefined> {
  const answer = yield move;
  if (answer.kind === 'reply') return answer.reply;
  if (answer.kind === 'failure') return fail(state, stage, answer.failure);
  return undefined;
}

function fail(state: State, stage: Stage, failure: Failure): undefined {
  // A broken goodbye does not spoil what was answered before, unless it shows that nothing fits.
  if (stage !== 'goodbye' || failure.kind === 'out-of-step' || failure.kind === 'cancelled') state.failure = { stage, ...failure };
  return undefined;
}

function isPositive(reply: Reply | undefined): boolean {
  return reply !== undefined && 200 <= reply.code && reply.code < 300;
}

function offers(hello: Reply, extension: string): boolean {
  return hello.lines.slice(1).some((it) => it.trim().toUpperCase().split(/[ =]/)[0] === extension);
}
