import type { Reply } from '../../../../server/src/smtp/types.ts';
import type { Failure, Stage } from './failure.ts';
import type { Budget } from './limits.ts';
import type { Conversation } from './moves.ts';
import { offers, open } from './opening.ts';
import { askEach, askRandoms, offerSender } from './recipients.ts';
import { leave, type State } from './talk.ts';

export interface Recipient {
  /** As it stands between the angle brackets. */
  readonly text: string;
  readonly smtputf8: boolean;
  /** Recipients of one domain share one random recipient. Undefined: no random one is asked, as for the bare postmaster. */
  readonly domain?: string | undefined;
}

/**
 * When the conversation turns to TLS: where the server offers it; only with it; never; or before the first word, as on port 465
 * (RFC 8314 section 3.3).
 */
export type TlsMode = 'opportunistic' | 'required' | 'never' | 'immediate';

export interface Questions {
  /** What stands behind EHLO. */
  readonly helo: string;
  /** Tried where `<>` is refused; absent: there is none. */
  readonly sender?: string | undefined;
  readonly recipients: readonly Recipient[];
  /** A local part that nobody has. */
  readonly random: () => string;
  readonly tls: TlsMode;
  /** Asks several recipients at once where the server offers PIPELINING. */
  readonly pipelining: boolean;
  /** Goes on after many unknown users in a row: somebody set a pace for that. */
  readonly persists: boolean;
  /** Domains whose random recipient was answered in an earlier conversation. */
  readonly settled: ReadonlySet<string>;
}

/** What was asked and answered until the end, whatever the end was. */
export interface Outcome {
  /** Replies to RCPT TO in the order of the questions. A recipient that is missing was not asked or not answered. */
  readonly replies: ReadonlyMap<string, Reply>;
  /** Domain to the reply that its random recipient got. */
  readonly randoms: ReadonlyMap<string, Reply>;
  readonly greeting?: Reply;
  /** The reply that turned the whole conversation away. */
  readonly refusal?: { readonly stage: 'greeting' | 'hello' | 'sender'; readonly reply: Reply };
  readonly failure?: Failure & { readonly stage: Stage };
  /** Why it left before all were asked; the rest can be asked in another conversation. */
  readonly stopped?: string;
  /** Why a recipient was not asked although the server would have listened. */
  readonly unasked: ReadonlyMap<string, string>;
  /** The sender that was accepted. */
  readonly sender?: string;
  readonly secured: boolean;
  /** True where replies came in batches, so that they count only if the end of the conversation fits. */
  readonly pipelined: boolean;
}

/**
 * Asks whether recipients would be taken, then for each domain with an accepted one about a recipient that cannot exist, and leaves
 * before DATA. The random one comes last: many servers answer more slowly, or hang up, after a refused recipient.
 */
export function* askRecipients(questions: Questions): Conversation<Outcome> {
  const state: State = { replies: new Map(), randoms: new Map(), unasked: new Map(), secured: false, pipelined: false };
  const hello = yield* open(questions, state);
  if (!hello) return state;
  for (const it of questions.recipients)
    if (it.smtputf8 && !offers(hello, 'SMTPUTF8'))
      state.unasked.set(it.text, 'the server does not offer SMTPUTF8, so an address with such letters cannot be put to it');
  const recipients = questions.recipients.filter((it) => !state.unasked.has(it.text));
  if (recipients.length === 0) {
    yield* leave(state);
    return state;
  }
  const budget: Budget = { refused: 0, unknownInARow: 0, accepted: 0, inTransaction: 0 };
  const asked = { ...questions, recipients, pipelining: questions.pipelining && offers(hello, 'PIPELINING') };
  const isHeard = (yield* offerSender(asked, state)) && (yield* askEach(asked, state, budget)) && (yield* askRandoms(asked, state, budget));
  if (isHeard || canLeave(state)) yield* leave(state);
  return state;
}

/** Refused, yet still connected. */
function canLeave({ refusal, stopped, failure }: State): boolean {
  return failure === undefined && (stopped !== undefined || (refusal !== undefined && refusal.reply.code !== 421));
}
