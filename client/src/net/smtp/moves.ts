import type { Reply } from '../../../../server/src/smtp/types.ts';
import type { Failure, Stage } from './failure.ts';

/** What a conversation wants done next. It never touches a socket itself, and a test drives it line by line. */
export type Move =
  | { readonly kind: 'listen'; readonly stage: Stage }
  | { readonly kind: 'send'; readonly stage: Stage; readonly line: string }
  /** Several commands at once, which the server must have offered to take. */
  | { readonly kind: 'send-all'; readonly stage: Stage; readonly lines: readonly string[] }
  | { readonly kind: 'secure' }
  /** Waits for the server to hang up, to hear whether something was left over. */
  | { readonly kind: 'part' }
  /** Said to whoever reads the transcript. */
  | { readonly kind: 'note'; readonly text: string };

/** What came of a move: a reply, several, a secured connection (or a note taken, or a silent end), or the failure that ended it. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Those that came before a failure are good: a server that hangs up in the middle of a batch has answered its beginning. */
  | { readonly kind: 'replies'; readonly replies: readonly Reply[]; readonly failure?: Failure }
  | { readonly kind: 'done' }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** A conversation in the making: it makes moves, takes answers, and comes to something in the end. */
export type Conversation<T> = Generator<Move, T, Answer>;
