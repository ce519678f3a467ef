import { classifyRecipient } from '../../../../server/src/smtp/classify.ts';
import type { Reply } from '../../../../server/src/smtp/types.ts';
import type { Questions, Recipient } from './conversation.ts';
import { type Budget, mostInTransaction, mostRefused, mostUnknownInARow, roomFor } from './limits.ts';
import type { Conversation } from './moves.ts';
import { fail, reset, type State, say, shutDown } from './talk.ts';

/** Everything between MAIL FROM and the last RCPT TO. Each part answers whether there is more to say than goodbye. */

/** The null sender first: no server may refuse it for a bounce, and nobody gets one back. */
export function* offerSender(questions: Questions, state: State): Conversation<boolean> {
  for (const candidate of questions.sender === undefined ? [''] : ['', questions.sender]) {
    const reply = yield* sayFrom(candidate, questions, state);
    if (!reply) return false;
    if (reply.code === 250) {
      delete state.refusal;
      return true;
    }
    state.refusal = { stage: 'sender', reply };
    if (reply.code === 421) return false;
  }
  return false;
}

/** Asks about one recipient after the other, or in batches, until a limit of manners or all are answered. */
export function* askEach(questions: Questions, state: State, budget: Budget): Conversation<boolean> {
  const queue = [...new Map(questions.recipients.map((it) => [it.text, it])).values()];
  while (0 < queue.length) {
    if (budget.inTransaction === mostInTransaction && !(yield* renew(questions, state, budget, state.sender ?? ''))) return false;
    const batch = queue.splice(0, roomFor(questions, budget));
    const { isOver, tooMany, refusesSender } = weigh(batch, yield* askBatch(batch, state), state, budget);
    if (isOver) return false;
    if (0 < tooMany.length) {
      queue.unshift(...tooMany);
      budget.inTransaction = mostInTransaction;
    }
    // A server may tell what it thinks of the sender only now (smtpd_delay_reject of Postfix).
    if (0 < refusesSender.length && state.sender === '' && questions.sender !== undefined) {
      queue.unshift(...refusesSender);
      if (!(yield* renew(questions, state, budget, questions.sender))) return false;
    }
    if (0 < queue.length && (yield* isEnough(questions, state, budget, queue))) return true;
  }
  return true;
}

/** A recipient that cannot exist, for each domain that accepted one. */
export function* askRandoms(questions: Questions, state: State, budget: Budget): Conversation<boolean> {
  const { recipients, settled, random } = questions;
  const accepted = recipients.filter((it) => isPositive(state.replies.get(it.text)));
  const domains = new Set(accepted.flatMap((it) => (it.domain === undefined || settled.has(it.domain) ? [] : [it.domain])));
  for (const domain of domains) {
    if (mostRefused < budget.refused) return true;
    if (budget.inTransaction === mostInTransaction && !(yield* renew(questions, state, budget, state.sender ?? ''))) return false;
    yield { kind: 'note', text: `asking about a recipient that cannot exist, to see whether ${domain} accepts all` };
    const reply = yield* say(state, 'recipient', `RCPT TO:<${random()}@${domain}>`);
    if (!reply) return false;
    count(reply, budget);
    state.randoms.set(domain, reply);
    if (reply.code === 421) return false;
  }
  return true;
}

/** What the replies to a batch come to besides themselves. */
interface Weighed {
  /** True where the server hangs up. */
  readonly isOver: boolean;
  /** Recipients that belong into another transaction. */
  readonly tooMany: readonly Recipient[];
  readonly refusesSender: readonly Recipient[];
}

function weigh(batch: readonly Recipient[], replies: readonly Reply[], state: State, budget: Budget): Weighed {
  const tooMany: Recipient[] = [];
  const refusesSender: Recipient[] = [];
  for (const [index, reply] of replies.entries()) {
    const recipient = batch[index]!;
    if (reply.code === 421) fail(state, 'recipient', shutDown(reply));
    if (reply.code === 421) return { isOver: true, tooMany, refusesSender };
    // The first of a transaction cannot be one too many.
    if (isTooMany(reply) && 0 < budget.inTransaction) tooMany.push(recipient);
    else {
      state.replies.set(recipient.text, reply);
      if (count(reply, budget) === 'sender-refused') refusesSender.push(recipient);
    }
  }
  return { isOver: replies.length < batch.length, tooMany, refusesSender };
}

function* sayFrom(sender: string, { recipients }: Questions, state: State): Conversation<Reply | undefined> {
  const option = recipients.some((it) => it.smtputf8) ? ' SMTPUTF8' : '';
  const reply = yield* say(state, 'sender', `MAIL FROM:<${sender}>${option}`);
  if (reply?.code === 250) state.sender = sender;
  return reply;
}

/** Begins another transaction; false where the server does not let us, which is then in the state. */
function* renew(questions: Questions, state: State, budget: Budget, sender: string): Conversation<boolean> {
  if (!(yield* reset(state, 'recipient'))) return false;
  const reply = yield* sayFrom(sender, questions, state);
  if (!reply) return false;
  budget.inTransaction = 0;
  if (reply.code === 250) return true;
  if (reply.code === 421) return fail(state, 'recipient', shutDown(reply)) ?? false;
  state.stopped = `the server answered another MAIL FROM with ${reply.code} ${reply.lines.join(' ')}`;
  return false;
}

/** The replies in the order of the batch; fewer where the conversation ended, which is then in the state. */
function* askBatch(batch: readonly Recipient[], state: State): Conversation<readonly Reply[]> {
  const lines = batch.map((it) => `RCPT TO:<${it.text}>`);
  const [line = ''] = lines;
  if (lines.length === 1) {
    const reply = yield* say(state, 'recipient', line);
    return reply ? [reply] : [];
  }
  state.pipelined = true;
  const answer = yield { kind: 'send-all', stage: 'recipient', lines };
  if (answer.kind !== 'replies') return [];
  if (answer.failure) fail(state, 'recipient', answer.failure);
  return answer.replies;
}

function count(reply: Reply, budget: Budget): string {
  const { verdict } = classifyRecipient(reply);
  budget.unknownInARow = verdict === 'unknown-user' ? budget.unknownInARow + 1 : 0;
  if (400 <= reply.code) budget.refused += 1;
  if (isPositive(reply)) {
    budget.accepted += 1;
    budget.inTransaction += 1;
  }
  return verdict;
}

/** True where manners end the questions; why is then in the state. */
function* isEnough({ persists }: Questions, state: State, budget: Budget, rest: readonly Recipient[]): Conversation<boolean> {
  if (!persists && mostUnknownInARow <= budget.unknownInARow) {
    const why = `not asked: after ${mostUnknownInARow} unknown users in a row a server may lock this client out`;
    for (const it of rest) state.unasked.set(it.text, why);
    return true;
  }
  if (budget.refused < mostRefused) return false;
  state.stopped = `${budget.refused} recipients were refused, and servers slow down or hang up when there are more in one conversation`;
  yield { kind: 'note', text: `${state.stopped}; leaving before that` };
  return true;
}

/** RFC 5321 section 4.5.3.1.10: 452, or 552 from old servers; the rest belongs into another transaction. */
function isTooMany({ code, enhanced, lines }: Reply): boolean {
  return enhanced?.endsWith('.5.3') === true || ((code === 452 || code === 552) && /too many recipients/i.test(lines.join(' ')));
}

function isPositive(reply: Reply | undefined): boolean {
  return reply !== undefined && 200 <= reply.code && reply.code < 300;
}
