import { randomInt } from 'node:crypto';
import type { Resolver } from '../endpoint.ts';
import { conclude, type Ending, type Said } from './ending.ts';
import { openHttps } from './https.ts';
import { type Link, makeLink } from './link.ts';
import { openTls } from './tls.ts';
import type { Transported } from './transported.ts';
import { type AskedType, encodeQuestion, type Question } from './wire.ts';

/** The way to a resolver that is asked over TLS or HTTPS; undefined for one that is asked in plain text. Connects with the first question. */
export function linkTo(resolver: Resolver, signal?: AbortSignal, trusted?: string): Link | undefined {
  const { over } = resolver;
  if (!over) return undefined;
  const open = (wait: number) => {
    const opening = { wait, signal, trusted };
    return over.kind === 'tls' ? openTls(resolver, over, opening) : openHttps(resolver, over, opening);
  };
  return makeLink(open, signal);
}

/**
 * Asks over an encrypted connection, within `wait` milliseconds for each try. Nobody else can write into it, so there is no proof by
 * case; a connection that was lost is opened once more, and EDNS left out where it is refused.
 */
export async function askSecurely(
  link: Link,
  resolver: Resolver,
  { name, type, wait }: { readonly name: string; readonly type: AskedType; readonly wait: number },
  said: Said,
): Promise<Ending> {
  // RFC 8484 section 4.1: the same question has the same octets, for caches on the way.
  const id = resolver.over?.kind === 'https' ? 0 : randomInt(65536);
  const plain: Question = { id, name: name.toLowerCase(), type, recursion: true, edns: false };
  let got = await ask(link, { ...plain, edns: true }, wait);
  if (got.kind === 'broken') got = await ask(link, { ...plain, edns: true }, wait);
  if (got.kind === 'received' && got.received.kind === 'no-edns') {
    said.notes.push(`the server refuses EDNS (${got.received.rcode}), asked again without it`);
    got = await ask(link, plain, wait);
  }
  said.strays += got.strays;
  if (got.kind === 'received') said.notes.push(...(got.facts ?? []));
  return conclude(got);
}

async function ask(link: Link, question: Question, wait: number): Promise<Transported> {
  const bytes = encodeQuestion(question);
  return Buffer.isBuffer(bytes) ? link(question, bytes, wait) : { kind: 'unaskable', why: bytes.why, strays: 0 };
}
