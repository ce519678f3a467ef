import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Resolver } from '../endpoint.ts';
import { socketFailure, type Transported } from './transported.ts';
import { decodeReply, type Question } from './wire.ts';

/**
 * Sends one question in one datagram from a socket of its own. The kernel then picks a random port for each question, drops what
 * comes from elsewhere, and reports a closed port at once. What does not answer the question is counted, not believed.
 */
export function askByUdp(resolver: Resolver, question: Question, bytes: Buffer, wait: number, signal?: AbortSignal): Promise<Transported> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(resolver.address.replace(/%.*$/, '')) ? 'udp6' : 'udp4');
    let strays = 0;
    const timer = setTimeout(() => end({ kind: 'silent', why: `no answer within ${wait} ms`, strays }), wait);
    const cancel = (): void => end({ kind: 'cancelled', why: 'cancelled', strays });

    function end(result: Transported): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      socket.removeAllListeners();
      // Errors that are still on their way have nobody to tell.
      socket.on('error', () => {});
      socket.close();
      resolve(result);
    }

    socket.on('error', (error) => end({ ...socketFailure(error), strays }));
    socket.on('message', (datagram) => {
      const received = decodeReply(question, datagram);
      if (received.kind === 'stray') strays += 1;
      else end({ kind: 'received', received, strays });
    });
    if (signal?.aborted) return cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    socket.on('connect', () => socket.send(bytes));
    socket.connect(resolver.port, resolver.address);
  });
}
