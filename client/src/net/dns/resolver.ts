import { randomInt } from 'node:crypto';
import type { Resolver } from '../endpoint.ts';
import { askByTcp } from './tcp.ts';
import { type DnsTiming, usualDnsTiming } from './timing.ts';
import { askByUdp, type Transported } from './udp.ts';
import { type AskedType, encodeQuestion, type Message, type Question } from './wire.ts';

export interface QueryOptions {
  /** True for a resolver; false for a server that is to answer from its own zones. */
  readonly recursion?: boolean;
  readonly timing?: DnsTiming;
  readonly signal?: AbortSignal | undefined;
}

/** What became of a question. Never a throw: a server that does not answer is a result. */
export type DnsReply = { readonly notes: readonly string[]; readonly ms: number } & (
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'failure'; readonly rcode: FailureCode; readonly why: string }
);

/** Stands where an RCODE would, when no answer came. */
export type FailureCode = 'TIMEOUT' | 'REFUSED-CONNECTION' | 'UNREACHABLE' | 'MALFORMED' | 'CANCELLED' | 'UNASKABLE';

type Ending =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'failure'; readonly rcode: FailureCode; readonly why: string };

/**
 * Asks one server one question: by UDP with EDNS, without EDNS where that is refused or not answered, by TCP where the answer was
 * truncated or the case of the name came back changed. SERVFAIL is an answer and not asked again.
 */
export async function query(resolver: Resolver, name: string, type: AskedType, options: QueryOptions = {}): Promise<DnsReply> {
  const began = performance.now();
  const notes: string[] = [];
  const ending = await ask(resolver, name, type, options, notes);
  if (ending.kind === 'answer') notes.push(...ending.message.remarks);
  return { ...ending, notes, ms: Math.round(performance.now() - began) };
}

async function ask(resolver: Resolver, name: string, type: AskedType, options: QueryOptions, notes: string[]): Promise<Ending> {
  const { recursion = true, timing = usualDnsTiming, signal } = options;
  let edns = true;
  let strays = 0;
  let ending: Ending = { kind: 'failure', rcode: 'TIMEOUT', why: `no answer to ${timing.tries} questions of ${timing.udp} ms each` };
  for (let left = timing.tries; 0 < left; left--) {
    const question = pose(name, type, recursion, edns);
    const bytes = encodeQuestion(question);
    if (!Buffer.isBuffer(bytes)) return { kind: 'failure', rcode: 'UNASKABLE', why: bytes.why };
    const got = await askByUdp(resolver, question, bytes, timing.udp, signal);
    strays += got.strays;
    if (got.kind === 'silent') {
      // Some middleboxes swallow EDNS; the next try does without it, which costs nothing but a smaller answer.
      edns = false;
      continue;
    }
    if (got.kind === 'received' && got.received.kind === 'no-edns' && edns) {
      notes.push(`the server refuses EDNS (${got.received.rcode}), asked again without it`);
      edns = false;
      left += 1;
      continue;
    }
    if (left < timing.tries) notes.push('no answer to the first question; a later one, without EDNS, was answered');
    ending = await settle(resolver, { got, question, bytes }, options, notes);
    break;
  }
  if (0 < strays) notes.push(`${strays} stray ${strays === 1 ? 'reply' : 'replies'} dropped: late answers, or somebody forges them`);
  return ending;
}

interface Exchange {
  readonly got: Transported;
  readonly question: Question;
  readonly bytes: Buffer;
}

/** Goes on over TCP where the datagram cannot be the last word. */
async function settle(resolver: Resolver, { got, question, bytes }: Exchange, options: QueryOptions, notes: string[]): Promise<Ending> {
  if (got.kind !== 'received') return failure(got);
  const { received } = got;
  const isTruncated = received.kind === 'answer' && received.message.truncated;
  if (!isTruncated && received.kind !== 'other-case') return conclude(received);
  notes.push(isTruncated ? 'truncated over UDP, asked again over TCP' : 'the server changed the case of the name, asked again over TCP');
  const { timing = usualDnsTiming, signal } = options;
  const byTcp = await askByTcp(resolver, question, bytes, timing.tcp, signal);
  if (byTcp.kind !== 'received') return failure(byTcp);
  if (byTcp.received.kind !== 'other-case') return conclude(byTcp.received);
  // Nobody else can write into the TCP connection, so the proof by case is not needed there: take the case that the server likes.
  const lower = { ...question, name: question.name.toLowerCase() };
  const last = await askByTcp(resolver, lower, encodeQuestion(lower) as Buffer, timing.tcp, signal);
  return last.kind === 'received' ? conclude(last.received) : failure(last);
}

function conclude(received: Extract<Transported, { readonly kind: 'received' }>['received']): Ending {
  switch (received.kind) {
    case 'answer':
      return received;
    case 'malformed':
      return { kind: 'failure', rcode: 'MALFORMED', why: `the answer is malformed: ${received.why}; it begins with ${received.dump}` };
    case 'no-edns':
      return { kind: 'failure', rcode: 'MALFORMED', why: `the server answers ${received.rcode} to a plain question` };
    case 'other-case':
      return { kind: 'failure', rcode: 'MALFORMED', why: 'the server answers with another name than the one asked for' };
    default:
      return received satisfies never;
  }
}

function failure(got: Exclude<Transported, { readonly kind: 'received' }>): Ending {
  const codes = {
    silent: 'TIMEOUT',
    refused: 'REFUSED-CONNECTION',
    unreachable: 'UNREACHABLE',
    broken: 'MALFORMED',
    cancelled: 'CANCELLED',
  } as const;
  return { kind: 'failure', rcode: codes[got.kind], why: got.why };
}

function pose(name: string, type: AskedType, recursion: boolean, edns: boolean): Question {
  // Random id, and random case in the name (0x20): both have to come back, and a forger has to guess them.
  const mixed = name.replace(/[a-z]/gi, (it) => (randomInt(2) === 0 ? it.toLowerCase() : it.toUpperCase()));
  return { id: randomInt(65536), name: mixed, type, recursion, edns };
}
