import type { Transported } from './transported.ts';
import type { Question } from './wire.ts';

/** An open, encrypted connection to a resolver, on which several questions wait for their answers at the same time. */
export interface Channel {
  /** Sends a question. `end` hears once what came of it, never before this returns, and not after the returned function was called. */
  send(question: Question, bytes: Buffer, end: (result: Transported) => void): () => void;
  isClosed(): boolean;
  /** A connection that nobody waits for does not keep the program from ending. */
  keepAwake(on: boolean): void;
  close(): void;
}

export type Opened =
  | { readonly kind: 'open'; readonly channel: Channel }
  | { readonly kind: 'failed'; readonly result: Exclude<Transported, { readonly kind: 'received' }> };

/** Asks one encrypted resolver. `wait` is for connecting, if that is due, and for the answer, in milliseconds. */
export type Link = (question: Question, bytes: Buffer, wait: number) => Promise<Transported>;

/** A handshake costs more than all questions about a domain, so the connection waits a little for the next one. */
const idle = 1000;

/** `open` connects and answers within `wait` milliseconds, whatever happens; it is called again after a connection was lost. */
export function makeLink(open: (wait: number) => Promise<Opened>, signal?: AbortSignal): Link {
  let opening: Promise<Opened> | undefined;
  let waiting = 0;
  let closing: NodeJS.Timeout | undefined;

  /** The connection that is open, or a new one; a server that hangs up as soon as it is reached is not called for ever. */
  async function channelFor(wait: number, mayRetry = true): Promise<Opened> {
    const asked = (opening ??= open(wait));
    const opened = await asked;
    const isLost = opened.kind === 'failed' || opened.channel.isClosed();
    if (isLost && opening === asked) opening = undefined;
    return isLost && opened.kind === 'open' && mayRetry ? channelFor(wait, false) : opened;
  }

  function leave(channel: Channel): void {
    waiting -= 1;
    if (0 < waiting) return;
    channel.keepAwake(false);
    closing = setTimeout(() => channel.close(), idle).unref();
  }

  return async (question, bytes, wait) => {
    if (signal?.aborted) return cancelled;
    const began = performance.now();
    const opened = await channelFor(wait);
    if (opened.kind === 'failed') return opened.result;
    const { channel } = opened;
    if (signal?.aborted) {
      channel.close();
      return cancelled;
    }
    clearTimeout(closing);
    waiting += 1;
    channel.keepAwake(true);
    const left = Math.max(1, wait - (performance.now() - began));
    return new Promise((resolve) => {
      const drop = channel.send(question, bytes, end);
      const timer = setTimeout(() => end({ kind: 'silent', why: `no whole answer within ${wait} ms`, strays: 0 }), left);
      const cancel = (): void => end(cancelled);
      signal?.addEventListener('abort', cancel, { once: true });

      function end(result: Transported): void {
        drop();
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        leave(channel);
        resolve(result);
      }
    });
  };
}

const cancelled: Transported = { kind: 'cancelled', why: 'cancelled', strays: 0 };
