import { connect } from 'node:net';
import type { Resolver } from '../endpoint.ts';
import { framed, unframe } from './framing.ts';
import { socketFailure, type Transported } from './transported.ts';
import { decodeReply, type Question } from './wire.ts';

/** Asks one question over a TCP connection of its own, within one deadline for all of it. A message has at most 65535 octets by its form. */
export function askByTcp(resolver: Resolver, question: Question, bytes: Buffer, wait: number, signal?: AbortSignal): Promise<Transported> {
  return new Promise((resolve) => {
    const socket = connect({ host: resolver.address, port: resolver.port });
    const timer = setTimeout(() => end({ kind: 'silent', why: `no whole answer over TCP within ${wait} ms`, strays: 0 }), wait);
    const cancel = (): void => end({ kind: 'cancelled', why: 'cancelled', strays: 0 });

    function end(result: Transported): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.destroy();
      resolve(result);
    }

    function take(message: Buffer): void {
      const received = decodeReply(question, message);
      if (received.kind === 'stray') end({ kind: 'broken', why: 'the answer over TCP belongs to another question', strays: 1 });
      else end({ kind: 'received', received, strays: 0 });
    }

    socket.on('error', (error) => end({ ...socketFailure(error), strays: 0 }));
    socket.on('close', () => end({ kind: 'broken', why: 'the server closed the TCP connection before its answer was whole', strays: 0 }));
    socket.on('data', unframe(take));
    if (signal?.aborted) return cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    socket.on('connect', () => socket.write(framed(bytes)));
  });
}
