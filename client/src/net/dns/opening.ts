import type { EventEmitter } from 'node:events';
import type { Channel, Opened } from './link.ts';
import { socketFailure, type Transported } from './transported.ts';

export interface Opening {
  /** Milliseconds for connecting and the handshake. */
  readonly wait: number;
  readonly signal?: AbortSignal | undefined;
  /** Certificates in PEM that are believed besides nobody else; absent: those of Node. */
  readonly trusted?: string | undefined;
}

/** A socket, or a session over one. */
interface Connecting extends EventEmitter {
  destroy(): void;
}

/** What is said where nothing comes of it. */
interface Words {
  readonly silent: string;
  readonly closed: string;
}

/** How a connection ends that is still being made; whichever is first settles it, and nothing of it is listened to any more. */
interface Ends {
  open(channel: Channel): void;
  fail(result: Omit<Exclude<Transported, { readonly kind: 'received' }>, 'strays'>): void;
}

/** Attends to a connection while it is made: it fails by an error, by its end, by the clock and by the signal. */
export function attend(connecting: Connecting, { wait, signal }: Opening, words: Words, settled: (opened: Opened) => void): Ends {
  const timer = setTimeout(() => fail({ kind: 'silent', why: words.silent }), wait);
  const cancel = (): void => fail({ kind: 'cancelled', why: 'cancelled' });

  function settle(opened: Opened): void {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
    connecting
      .removeAllListeners('error')
      .removeAllListeners('close')
      .on('error', () => {});
    settled(opened);
  }

  function fail(result: Parameters<Ends['fail']>[0]): void {
    settle({ kind: 'failed', result: { ...result, strays: 0 } });
    connecting.destroy();
  }

  connecting.on('error', (error: Error) => fail(socketFailure(error))).on('close', () => fail({ kind: 'broken', why: words.closed }));
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
  return { open: (channel) => settle({ kind: 'open', channel }), fail };
}
