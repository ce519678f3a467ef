import { connect, type TLSSocket } from 'node:tls';
import type { Encryption, Resolver } from '../endpoint.ts';
import { identityOf } from './certificate.ts';
import { framed, unframe } from './framing.ts';
import type { Channel, Opened } from './link.ts';
import { attend, type Opening } from './opening.ts';
import { socketFailure, type Transported } from './transported.ts';
import { decodeReply, type Question } from './wire.ts';

/**
 * Connects for DNS over TLS (RFC 7858). With a server name the certificate decides whether anything is asked; without one nobody was
 * promised, and what does not fit is a remark (RFC 8310 section 5).
 */
export function openTls(
  { address, port }: Resolver,
  { serverName }: Extract<Encryption, { readonly kind: 'tls' }>,
  { wait, signal, trusted }: Opening,
): Promise<Opened> {
  return new Promise((resolve) => {
    const name = serverName === undefined ? {} : { servername: serverName };
    const ca = trusted === undefined ? {} : { ca: trusted };
    const socket = connect({ host: address, port, ALPNProtocols: ['dot'], rejectUnauthorized: false, ...name, ...ca });
    // Questions are small: waiting for more to send costs 40 ms for each.
    socket.setNoDelay(true);
    const words = { silent: `no TLS connection within ${wait} ms`, closed: 'the server closed the connection during the TLS handshake' };
    const { open, fail } = attend(socket, { wait, signal }, words, resolve);
    socket.on('secureConnect', () => {
      const { facts, fault } = identityOf(socket, serverName ?? address);
      if (fault !== undefined && serverName !== undefined) return fail({ kind: 'untrusted', why: fault });
      open(channelOver(socket, fault === undefined ? facts : [...facts, fault]));
    });
  });
}

interface Pending {
  readonly question: Question;
  readonly end: (result: Transported) => void;
}

/** Answers come in any order (RFC 7766 section 6.2.1.1), so each is offered to every question that waits. */
function channelOver(socket: TLSSocket, facts: readonly string[]): Channel {
  const pending = new Set<Pending>();
  let strays = 0;
  const take = unframe((message) => {
    for (const it of pending) {
      const received = decodeReply(it.question, message);
      if (received.kind === 'stray') continue;
      it.end({ kind: 'received', received, strays, facts });
      strays = 0;
      return;
    }
    strays += 1;
  });
  const lose = (why: string): void => {
    for (const it of [...pending]) it.end({ kind: 'broken', why, strays });
  };
  socket.on('data', take);
  const part = (): void => {
    lose('the server closed the connection before its answer was whole');
    socket.destroy();
  };
  socket.on('error', (error) => lose(socketFailure(error).why));
  // A server may say goodbye and leave its end open.
  socket.on('end', part).on('close', part);
  return {
    send(question, bytes, end) {
      const entry = { question, end };
      pending.add(entry);
      if (socket.destroyed) setImmediate(lose, 'the server closed the connection');
      else socket.write(framed(bytes));
      return () => pending.delete(entry);
    },
    isClosed: () => socket.destroyed || !socket.writable,
    keepAwake: (on) => void (on ? socket.ref() : socket.unref()),
    close: () => void socket.destroy(),
  };
}
