import { randomInt } from 'node:crypto';
import type { Resolver } from '../endpoint.ts';
import { conclude, type Ending, type Said } from './ending.ts';
import type { Link } from './link.ts';
import { askSecurely, linkTo } from './secure.ts';
import { askByTcp } from './tcp.ts';
import { type DnsTiming, usualDnsTiming } from './timing.ts';
import type { Transported } from './transported.ts';
import { askByUdp } from './udp.ts';
import { type AskedType, encodeQuestion, type Question } from './wire.ts';

export interface QueryOptions {
  /** True for a resolver; false for a server that is to answer from its own zones. */
  readonly recursion?: boolean;
  readonly timing?: DnsTiming;
  readonly signal?: AbortSignal | undefined;
  /** The open way to an encrypted resolver; absent: one of its own for this question. */
  readonly link?: Link | undefined;
}

/** What became of a question. Never a throw: a server that does not answer is a result. */
export type DnsReply = Ending & {
  readonly notes: readonly string[];
  /** Datagrams that were dropped because they did not answer the question. */
  readonly strays: number;
  readonly ms: number;
};

/**
 * Asks one server one question: by UDP with EDNS, without EDNS where that is refused or not answered, by TCP where the answer was
 * truncated or the case of the name came back changed; or over TLS or HTTPS. SERVFAIL is an answer and not asked again.
 */
export async function query(resolver: Resolver, name: string, type: AskedType, options: QueryOptions = {}): Promise<DnsReply> {
  const began = performance.now();
  const said: Said = { notes: [], strays: 0 };
  const link = options.link ?? linkTo(resolver, options.signal);
  const { tcp: wait } = options.timing ?? usualDnsTiming;
  const ending = await (link ? askSecurely(link, resolver, { name, type, wait }, said) : askInPlain(resolver, name, type, options, said));
  if (0 < said.strays)
    said.notes.push(`${said.strays} stray ${said.strays === 1 ? 'reply' : 'replies'} dropped: late answers, or somebody forges them`);
  if (ending.kind === 'answer') said.notes.push(...ending.message.remarks);
  return { ...ending, ...said, ms: Math.round(performance.now() - began) };
}

async function askInPlain(resolver: Resolver, name: string, type: AskedType, options: QueryOptions, said: Said): Promise<Ending> {
  const { recursion = true, timing = usualDnsTiming, signal } = options;
  let edns = true;
  for (let left = timing.tries; 0 < left; left--) {
    const question = pose(name, type, recursion, edns);
    const bytes = encodeQuestion(question);
    if (!Buffer.isBuffer(bytes)) return conclude({ kind: 'unaskable', why: bytes.why, strays: 0 });
    const got = await askByUdp(resolver, question, bytes, timing.udp, signal);
    said.strays += got.strays;
    if (got.kind === 'silent') {
      // Some middleboxes swallow EDNS; the next try does without it, which costs nothing but a smaller answer.
      edns = false;
      continue;
    }
    if (got.kind === 'received' && got.received.kind === 'no-edns' && edns) {
      said.notes.push(`the server refuses EDNS (${got.received.rcode}), asked again without it`);
      edns = false;
      left += 1;
      continue;
    }
    if (left < timing.tries) said.notes.push('no answer to the first question; a later one, without EDNS, was answered');
    return settle(resolver, { got, question, bytes }, options, said.notes);
  }
  const why = `no answer to ${timing.tries} questions of ${timing.udp} ms each`;
  return conclude({ kind: 'silent', why, strays: 0 });
}

interface Exchange {
  readonly got: Transported;
  readonly question: Question;
  readonly bytes: Buffer;
}

/** Goes on over TCP where the datagram cannot be the last word. */
async function settle(resolver: Resolver, { got, question, bytes }: Exchange, options: QueryOptions, notes: string[]): Promise<Ending> {
  if (got.kind !== 'received') return conclude(got);
  const { received } = got;
  const isTruncated = received.kind === 'answer' && received.message.truncated;
  if (!isTruncated && received.kind !== 'other-case') return conclude(got);
  notes.push(isTruncated ? 'truncated over UDP, asked again over TCP' : 'the server changed the case of the name, asked again over TCP');
  const { timing = usualDnsTiming, signal } = options;
  const byTcp = await askByTcp(resolver, question, bytes, timing.tcp, signal);
  if (byTcp.kind !== 'received' || byTcp.received.kind !== 'other-case') return conclude(byTcp);
  // Nobody else can write into the TCP connection, so the proof by case is not needed there: take the case that the server likes.
  const lower = { ...question, name: question.name.toLowerCase() };
  return conclude(await askByTcp(resolver, lower, encodeQuestion(lower) as Buffer, timing.tcp, signal));
}

function pose(name: string, type: AskedType, recursion: boolean, edns: boolean): Question {
  // Random id, and random case in the name (0x20): both have to come back, and a forger has to guess them.
  let mixed = '';
  let bits = 0;
  for (let at = 0; at < name.length; at++) {
    const bit = at % 30;
    if (bit === 0) bits = randomInt(2 ** 30);
    mixed += (bits >> bit) & 1 ? name.charAt(at).toUpperCase() : name.charAt(at).toLowerCase();
  }
  return { id: randomInt(65536), name: mixed, type, recursion, edns };
}
