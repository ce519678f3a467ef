import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { makeCertificate } from '../../../scripts/demo/certificate.ts';

/** What a misbehaving server does with a connection. */
export type Serve = (socket: Socket) => void;

export interface HostileMail {
  readonly port: number;
  /** The lines that the standard dialogue read, inside TLS too. */
  readonly seen: readonly string[];
  /** Everything that clients wrote, a text for each connection; TLS as it came. */
  readonly wire: readonly string[];
  readonly connections: () => number;
  close(): Promise<void>;
}

export async function startHostileMail(serve: (socket: Socket, seen: string[]) => void): Promise<HostileMail> {
  const seen: string[] = [];
  const wire: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const connection = wire.push('') - 1;
    socket.on('data', (chunk) => void (wire[connection] += chunk.toString('latin1')));
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    serve(socket, seen);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    for (const it of open) it.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { port: (server.address() as { readonly port: number }).port, seen, wire, connections: () => wire.length, close };
}

/** `undefined` as a reply: nothing is said. A function may write to the socket itself. */
export interface Changes {
  /** False: the server says nothing first. */
  readonly banner?: string | false;
  readonly EHLO?: string | ((socket: Socket) => string | undefined);
  /** Whatever comes behind it is no part of the dialogue any more, unless there is a reply. */
  readonly STARTTLS?: (socket: Socket) => string | undefined;
  readonly RCPT?: (count: number, socket: Socket, line: string) => string | undefined;
  readonly MAIL?: string | ((line: string) => string);
  readonly RSET?: string;
  readonly QUIT?: string;
}

/** A well-behaved dialogue with some of its replies changed. */
export function dialogue(socket: Socket, seen: string[], changes: Changes = {}): void {
  const say = (text: string): void => void (socket.writable && socket.write(`${text}\r\n`));
  if (changes.banner !== false) say(changes.banner ?? '220 evil ESMTP');
  let pending = '';
  let recipients = 0;
  let isOver = false;
  socket.on('data', (chunk) => {
    if (isOver) return;
    pending += chunk.toString('latin1');
    for (let end = pending.indexOf('\n'); 0 <= end; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).replace(/\r$/, '');
      pending = pending.slice(end + 1);
      seen.push(line);
      const reply = replyTo(line);
      if (reply !== undefined) say(reply);
    }
  });

  function replyTo(line: string): string | undefined {
    switch (line.split(/[ :]/)[0]) {
      case 'EHLO':
        return typeof changes.EHLO === 'function' ? changes.EHLO(socket) : (changes.EHLO ?? '250-evil\r\n250 ENHANCEDSTATUSCODES');
      case 'HELO':
        return '250 evil';
      case 'STARTTLS':
        return startTls();
      case 'MAIL':
        return typeof changes.MAIL === 'function' ? changes.MAIL(line) : (changes.MAIL ?? '250 2.1.0 Ok');
      case 'RCPT':
        return changes.RCPT ? changes.RCPT(recipients++, socket, line) : '250 2.1.5 Ok';
      case 'RSET':
        return changes.RSET ?? '250 2.0.0 Ok';
      case 'QUIT':
        return changes.QUIT ?? void socket.end('221 2.0.0 Bye\r\n');
      default:
        return '500 what';
    }
  }

  function startTls(): string | undefined {
    const reply = changes.STARTTLS ? changes.STARTTLS(socket) : '502 what';
    isOver = reply === undefined;
    return reply;
  }
}

/** Answers STARTTLS and goes on inside TLS with a certificate for another name; `more` is written behind the answer. */
export function goSecure(socket: Socket, seen: string[], changes: Changes = {}, more = ''): undefined {
  socket.write(`220 go\r\n${more}`);
  secure(socket, seen, { ...changes, banner: false });
  return undefined;
}

/** Speaks TLS from here on. */
export function secure(socket: Socket, seen: string[], changes: Changes = {}): void {
  const secured = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(makeCertificate(['wrong.name.example'])) });
  secured.on('error', () => {});
  dialogue(secured, seen, changes);
}
