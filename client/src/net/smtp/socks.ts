import { isIPv6, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { endpointText, type Proxy } from '../endpoint.ts';
import { escapeText } from '../escape.ts';
import { type Failure, inSeconds } from './failure.ts';

/** Says something to a proxy and wants so many octets of answer. */
interface Turn {
  readonly say: Buffer;
  readonly want: number;
}

interface Endpoint {
  readonly ip: string;
  readonly port: number;
}

/** What a SOCKS5 proxy is asked (RFC 1928), with a name and password where there are any (RFC 1929). Undefined: we are through. */
export function* askProxy(target: Endpoint, proxy: Proxy): Generator<Turn, Failure | undefined, Buffer> {
  const { login } = proxy;
  const [version, method] = yield { say: Buffer.from(login ? [5, 2, 0, 2] : [5, 1, 0]), want: 2 };
  if (version !== 5) return refused(proxy, 'does not speak SOCKS5');
  if (method === 0xff)
    return refused(proxy, login ? 'takes neither no login nor a password' : 'wants a login that was not given, or one of another kind');
  if (method === 2) {
    const status = yield { say: Buffer.concat([Buffer.from([1]), counted(login?.user), counted(login?.password)]), want: 2 };
    if (status[1] !== 0) return refused(proxy, 'refuses the name or the password');
  } else if (method !== 0) return refused(proxy, `chose the method ${method}, which was not offered`);
  const { ip, port } = target;
  const address = Buffer.from(ipaddr.parse(ip).toByteArray());
  const request = Buffer.concat([Buffer.from([5, 1, 0, isIPv6(ip) ? 4 : 1]), address, Buffer.from([port >> 8, port & 0xff])]);
  const [again, reply = 0xff, , kind] = yield { say: request, want: 4 };
  if (again !== 5) return refused(proxy, 'does not speak SOCKS5');
  if (reply !== 0) return replied(reply, proxy);
  // The address that the proxy connects from has no use here, but its octets stand before the greeting.
  const length = kind === 1 ? 4 : kind === 4 ? 16 : (yield { say: Buffer.alloc(0), want: 1 })[0];
  yield { say: Buffer.alloc(0), want: (length ?? 0) + 2 };
  return undefined;
}

/** Holds the conversation over a socket that is connected to the proxy; `wait` in milliseconds is for all of it. Never rejects. */
export function passThrough(
  socket: Socket,
  target: Endpoint,
  proxy: Proxy,
  wait: number,
  signal: AbortSignal | undefined,
): Promise<Failure | undefined> {
  return new Promise((resolve) => {
    const conversation = askProxy(target, proxy);
    let step = conversation.next();
    const end = (failure: Failure | undefined): void => {
      clearTimeout(timer);
      socket.off('readable', read).off('close', closed).off('error', broken);
      signal?.removeEventListener('abort', cancel);
      resolve(failure);
    };
    const read = (): void => {
      while (!step.done) {
        const octets: Buffer | null = socket.read(step.value.want);
        if (!octets) return;
        step = conversation.next(octets);
        if (!step.done) socket.write(step.value.say);
      }
      end(step.value);
    };
    const closed = (): void => end(refused(proxy, 'closed the connection'));
    const broken = (error: Error): void => end(refused(proxy, `broke the connection (${escapeText(error.message)})`));
    const cancel = (): void => end({ kind: 'cancelled', why: 'cancelled' });
    const late = (): void => end(refused(proxy, `did not answer within ${inSeconds(wait)}`));
    const timer = setTimeout(late, wait);
    socket.on('readable', read).on('close', closed).on('error', broken);
    signal?.addEventListener('abort', cancel, { once: true });
    if (!step.done) socket.write(step.value.say);
  });
}

function refused({ host, port }: Proxy, what: string): Failure {
  return { kind: 'proxy', stage: 'connect', why: `the proxy ${endpointText(host, port)} ${what}` };
}

/** RFC 1928 section 6. What the proxy says of the way behind it is about the mail server. */
function replied(code: number, proxy: Proxy): Failure {
  const by = `, says the proxy ${endpointText(proxy.host, proxy.port)}`;
  if (code === 3) return { kind: 'no-route', stage: 'connect', why: `the network is not reached${by}` };
  if (code === 4) return { kind: 'no-route', stage: 'connect', why: `the host is not reached${by}` };
  if (code === 5) return { kind: 'refused', stage: 'connect', why: `nothing listens on that port${by}` };
  if (code === 6) return { kind: 'timeout', stage: 'connect', why: `no connection within the time of the way${by}` };
  if (code === 2) return refused(proxy, 'does not allow this connection');
  return refused(proxy, code === 8 ? 'does not know this kind of address' : `failed (SOCKS5 reply ${code})`);
}

function counted(text = ''): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}
