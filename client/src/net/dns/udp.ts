import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Resolver } from '../endpoint.ts';
import { decodeReply, type Question, type Received } from './wire.ts';

export type Transported =
  | { readonly kind: 'received'; readonly received: Exclude<Received, { readonly kind: 'stray' }>; readonly strays: number }
  | { readonly kind: 'silent' | 'refused' | 'unreachable' | 'broken' | 'cancelled'; readonly why: string; readonly strays: number };

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

/** What a failed socket means for the person who asked. */
export function socketFailure(error: Error): { readonly kind: 'refused' | 'unreachable' | 'broken' | 'silent'; readonly why: string } {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ECONNREFUSED') return { kind: 'refused', why: 'nothing listens on that port (connection refused)' };
  if (code === 'ETIMEDOUT') return { kind: 'silent', why: 'no answer (connection timed out)' };
  if (/^E(HOST|NET)(UNREACH|DOWN)$|^EADDRNOTAVAIL$|^EINVAL$|^EAFNOSUPPORT$|^EACCES$|^EPERM$/.test(code))
    return { kind: 'unreachable', why: `no way there from here (${code})` };
  return { kind: 'broken', why: code || error.message };
}
