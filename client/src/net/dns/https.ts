import { type ClientHttp2Session, connect, constants } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Encryption, Resolver } from '../endpoint.ts';
import { identityOf } from './certificate.ts';
import type { Channel, Opened } from './link.ts';
import { attend, type Opening } from './opening.ts';
import { socketFailure, type Transported } from './transported.ts';
import { decodeReply, type Question, type Received } from './wire.ts';

type Https = Extract<Encryption, { readonly kind: 'https' }>;

const mediaType = 'application/dns-message';

/** A DNS message over TCP has at most 65535 octets by its form; the same is enough here. */
const mostOctets = 65535;

/** Connects for DNS over HTTPS (RFC 8484), by HTTP/2 alone: the RFC recommends no less, and resolvers give up the older one. */
export function openHttps({ address }: Resolver, { url }: Https, { wait, signal, trusted }: Opening): Promise<Opened> {
  return new Promise((resolve) => {
    const session = connect(url, { rejectUnauthorized: false, ...(trusted === undefined ? {} : { ca: trusted }) });
    const words = { silent: `no HTTPS connection within ${wait} ms`, closed: 'the server closed the connection before HTTP/2 began' };
    const { open, fail } = attend(session, { wait, signal }, words, resolve);
    session.on('connect', (_, socket) => {
      const { facts, fault } = identityOf(socket as TLSSocket, address);
      if (fault !== undefined) return fail({ kind: 'untrusted', why: fault });
      const reached = socket.remoteAddress === undefined || socket.remoteAddress === address ? [] : [`reached at ${socket.remoteAddress}`];
      open(channelOver(session, new URL(url), [...facts, ...reached]));
    });
  });
}

function channelOver(session: ClientHttp2Session, url: URL, facts: readonly string[]): Channel {
  return {
    send(question, bytes, end) {
      if (session.closed || session.destroyed) {
        const timer = setImmediate(end, broken('the server closed the connection'));
        return () => clearImmediate(timer);
      }
      return post(session, url, { question, bytes, facts }, end);
    },
    isClosed: () => session.closed || session.destroyed,
    keepAwake: (on) => (on ? session.ref() : session.unref()),
    close: () => session.destroy(),
  };
}

interface Posted {
  readonly question: Question;
  readonly bytes: Buffer;
  readonly facts: readonly string[];
}

/** One request, one answer. The returned function gives it up. */
function post(session: ClientHttp2Session, url: URL, { question, bytes, facts }: Posted, end: (result: Transported) => void): () => void {
  const type = { accept: mediaType, 'content-type': mediaType, 'content-length': String(bytes.length) };
  const stream = session.request({ ':method': 'POST', ':path': `${url.pathname}${url.search}`, ...type });
  const chunks: Buffer[] = [];
  let size = 0;
  let age = 0;
  const leave = (): void => {
    stream.removeAllListeners().on('error', () => {});
    stream.close(constants.NGHTTP2_CANCEL);
  };
  stream.on('error', (error) => end(broken(socketFailure(error).why)));
  stream.on('close', () => end(broken('the server closed the connection before its answer was whole')));
  stream.on('response', (headers) => {
    const status = headers[':status'];
    const given = String(headers['content-type']).split(';')[0]?.trim().toLowerCase();
    age = /^\d{1,9}$/.test(headers.age ?? '') ? Number(headers.age) : 0;
    if (status !== 200) end(broken(`the server answers HTTP status ${status}`));
    else if (given !== mediaType) end(broken('the server answers with something else than DNS, perhaps a web page'));
  });
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (mostOctets < size) end(broken(`the answer is longer than ${mostOctets} octets`));
  });
  stream.on('end', () => {
    const received = decodeReply(question, Buffer.concat(chunks));
    if (received.kind === 'stray') end(broken('the answer over HTTPS belongs to another question'));
    else end({ kind: 'received', received: aged(received, age), strays: 0, facts });
  });
  stream.end(bytes);
  return leave;
}

/** RFC 8484 section 5.1: what lay in a cache of HTTP for a while has that much less of its TTL left. */
function aged<T extends Received>(received: T, seconds: number): T {
  if (received.kind !== 'answer' || seconds === 0) return received;
  const { answers, authorities } = received.message;
  const older = <R extends { readonly ttl: number }>(it: R): R => ({ ...it, ttl: Math.max(0, it.ttl - seconds) });
  return { ...received, message: { ...received.message, answers: answers.map(older), authorities: authorities.map(older) } };
}

function broken(why: string): Transported {
  return { kind: 'broken', why, strays: 0 };
}
