import type { Reply } from '../../../../server/src/smtp/types.ts';
import type { Outcome } from './conversation.ts';
import type { Failure, Stage } from './failure.ts';
import type { Conversation, Move } from './moves.ts';

/** What a conversation has come to so far. It becomes the outcome, whatever ends it. */
export interface State {
  readonly replies: Map<string, Reply>;
  readonly randoms: Map<string, Reply>;
  readonly unasked: Map<string, string>;
  greeting?: Reply;
  refusal?: NonNullable<Outcome['refusal']>;
  failure?: NonNullable<Outcome['failure']>;
  stopped?: string;
  sender?: string;
  secured: boolean;
  pipelined: boolean;
}

/** Makes a move and takes the reply; undefined after a failure, which is then in the state. */
export function* take(state: State, stage: Stage, move: Move): Conversation<Reply | undefined> {
  const answer = yield move;
  if (answer.kind === 'reply') return answer.reply;
  if (answer.kind === 'failure') return fail(state, stage, answer.failure);
  return undefined;
}

/** Says one command and takes the reply to it. */
export function say(state: State, stage: Stage, line: string): Conversation<Reply | undefined> {
  return take(state, stage, { kind: 'send', stage, line });
}

export function fail(state: State, stage: Stage, failure: Failure): undefined {
  // A broken goodbye does not spoil what was answered before, unless it shows that nothing fits.
  if (stage !== 'goodbye' || failure.kind === 'out-of-step' || failure.kind === 'cancelled') state.failure = { stage, ...failure };
  return undefined;
}

/** 421 may come at any time and means that the server hangs up (RFC 5321 section 3.8). */
export function shutDown({ code, lines }: Reply): Failure {
  return { kind: 'shutdown', why: `the server ended the conversation: ${code} ${lines.join(' ')}` };
}

/** Ends a transaction. False where the answer is none to RSET, or where the server hangs up: then nothing more can be said. */
export function* reset(state: State, stage: Stage): Conversation<boolean> {
  const reply = yield* say(state, stage, 'RSET');
  if (!reply) return false;
  if (reply.code === 421 && stage !== 'goodbye') fail(state, stage, shutDown(reply));
  const isKnown = reply.code === 250 || reply.code === 421 || reply.code === 500 || reply.code === 502;
  if (!isKnown) fail(state, stage, outOfStep(`RSET was answered with ${reply.code}`));
  return isKnown && reply.code !== 421;
}

/**
 * RSET must be answered with 250 and QUIT with 221, and after a batch nothing may be left over. Anything else shows that an earlier
 * command had two replies, so that every later one was taken for its neighbour's. A server that just hangs up is merely impolite.
 */
export function* leave(state: State): Conversation<void> {
  if (0 < state.replies.size && !(yield* reset(state, 'goodbye'))) return;
  const bye = yield* say(state, 'goodbye', 'QUIT');
  if (!bye) return;
  if (bye.code !== 221 && bye.code !== 421 && bye.code < 500)
    return void fail(state, 'goodbye', outOfStep(`QUIT was answered with ${bye.code}`));
  if (!state.pipelined) return;
  const parted = yield { kind: 'part' };
  if (parted.kind === 'failure') fail(state, 'goodbye', parted.failure);
}

function outOfStep(what: string): Failure {
  return { kind: 'out-of-step', why: `${what}, so the replies of this conversation do not belong to its commands` };
}
