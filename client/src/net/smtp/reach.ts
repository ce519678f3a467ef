import { connect, type Socket } from 'node:net';
import { endpointText, type Proxy } from '../endpoint.ts';
import type { Deadlines } from './deadlines.ts';
import { type Failure, inSeconds, socketFailure } from './failure.ts';
import { passThrough } from './socks.ts';

export interface Target {
  /** The host's name, for TLS and for people; the same as `ip` where it has none. */
  readonly host: string;
  /** What is connected to: a name is never resolved again after it was judged. */
  readonly ip: string;
  readonly port: number;
}

/** Opens a socket without waiting for it. */
export type Dial = (to: { readonly host: string; readonly port: number }) => Socket;

export interface ReachOptions {
  readonly deadlines: Deadlines;
  readonly signal?: AbortSignal | undefined;
  readonly proxy?: Proxy | undefined;
  /** A test may give another one. */
  readonly dial?: Dial | undefined;
}

export type Reached = { readonly kind: 'socket'; readonly socket: Socket } | { readonly kind: 'failure'; readonly failure: Failure };

/** Connects to an address, through the proxy where there is one. Never rejects. */
export async function reach({ ip, port }: Target, options: ReachOptions): Promise<Reached> {
  const { deadlines, signal, proxy, dial = dialDirectly } = options;
  const socket = dial(proxy ? { host: proxy.host, port: proxy.port } : { host: ip, port });
  // Whoever takes the socket over has listeners of his own; between two of them nothing may be thrown.
  socket.on('error', () => {});
  const began = performance.now();
  const failure = await connected(socket, deadlines.connect, signal);
  if (!failure && !proxy) return { kind: 'socket', socket };
  if (!proxy || failure?.kind === 'cancelled') return end(socket, failure ?? { kind: 'closed', why: 'the connection is closed' });
  if (failure) return end(socket, { kind: 'proxy', stage: 'connect', why: `the proxy ${nameOf(proxy)} was not reached: ${failure.why}` });
  const refusal = await passThrough(socket, { ip, port }, proxy, deadlines.connect - (performance.now() - began), signal);
  return refusal ? end(socket, refusal) : { kind: 'socket', socket };
}

/** The proxy without its password. */
export function nameOf({ host, port }: Proxy): string {
  return endpointText(host, port);
}

function end(socket: Socket, failure: Failure): Reached {
  socket.destroy();
  return { kind: 'failure', failure };
}

function connected(socket: Socket, wait: number, signal: AbortSignal | undefined): Promise<Failure | undefined> {
  return new Promise((resolve) => {
    const settle = (failure?: Failure): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      socket.off('connect', succeed).off('error', failed);
      resolve(failure);
    };
    const cancel = (): void => settle({ kind: 'cancelled', why: 'cancelled' });
    const succeed = (): void => settle();
    const failed = (error: Error): void => settle(socketFailure(error, 'connect'));
    const timer = setTimeout(() => settle({ kind: 'timeout', stage: 'connect', why: `no connection within ${inSeconds(wait)}` }), wait);
    socket.on('connect', succeed).on('error', failed);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
  });
}

function dialDirectly({ host, port }: { readonly host: string; readonly port: number }): Socket {
  const socket = connect({ host, port });
  socket.setNoDelay(true);
  return socket;
}
