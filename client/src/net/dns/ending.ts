import type { FailureKind, Transported } from './transported.ts';
import type { Message } from './wire.ts';

/** What a question came to, after all tries. */
export type Ending =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'failure'; readonly rcode: FailureCode; readonly why: string };

/** What is to be told besides, gathered while a question is asked. */
export interface Said {
  readonly notes: string[];
  /** Replies that were dropped because they did not answer the question. */
  strays: number;
}

/** Stands where an RCODE would, when no answer came. */
type FailureCode = 'TIMEOUT' | 'REFUSED-CONNECTION' | 'UNREACHABLE' | 'MALFORMED' | 'UNTRUSTED' | 'CANCELLED' | 'UNASKABLE';

/** The ending that a last reply makes, whatever it is. */
export function conclude(got: Transported): Ending {
  if (got.kind !== 'received') return { kind: 'failure', rcode: codes[got.kind], why: got.why };
  const { received } = got;
  switch (received.kind) {
    case 'answer':
      // Over UDP somebody asked again before; where nothing larger is left to ask over, half a set of records is none.
      return received.message.truncated ? malformed('the server cuts its answer short even where there is room for all of it') : received;
    case 'malformed':
      return malformed(`the answer is malformed: ${received.why}; it begins with ${received.dump}`);
    case 'no-edns':
      return malformed(`the server answers ${received.rcode} to a plain question`);
    case 'other-case':
      return malformed('the server answers with another name than the one asked for');
    default:
      return received satisfies never;
  }
}

function malformed(why: string): Ending {
  return { kind: 'failure', rcode: 'MALFORMED', why };
}

const codes = {
  silent: 'TIMEOUT',
  refused: 'REFUSED-CONNECTION',
  unreachable: 'UNREACHABLE',
  broken: 'MALFORMED',
  untrusted: 'UNTRUSTED',
  cancelled: 'CANCELLED',
  unaskable: 'UNASKABLE',
} as const satisfies Record<FailureKind, FailureCode>;
