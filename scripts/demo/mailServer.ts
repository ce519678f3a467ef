import { createServer, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { makeCertificate } from './certificate.ts';
import type { MailRole } from './mailboxes.ts';

export interface MailServer {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** A mail server that answers until RCPT TO and takes no message. It listens on loopback only. */
export async function startMailServer(role: MailRole, address: string, port = 0): Promise<MailServer> {
  const context = createSecureContext(makeCertificate([role.name]));
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    talk(socket, role, context);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, address, resolve));
  const bound = (server.address() as { readonly port: number }).port;
  const close = (): Promise<void> => {
    for (const it of open) it.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { address, port: bound, close };
}

function talk(socket: Socket, role: MailRole, context: SecureContext): void {
  socket.on('error', () => {});
  socket.write(`220 ${role.name} ESMTP\r\n`);
  serve(socket, role, () => {
    socket.removeAllListeners('data');
    socket.write('220 2.0.0 Ready to start TLS\r\n');
    const secured = new TLSSocket(socket, { isServer: true, secureContext: context });
    secured.on('error', () => {});
    serve(secured, role, undefined);
  });
}

/** `startTls` is undefined once the connection is secured. */
function serve(socket: Socket, role: MailRole, startTls: (() => void) | undefined): void {
  let pending = '';
  let hasSender = false;
  let recipients = 0;
  socket.on('data', (chunk) => {
    pending += chunk.toString('utf8');
    if (4096 < pending.length) return socket.destroy();
    for (let end = pending.indexOf('\n'); 0 <= end; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).replace(/\r$/, '');
      pending = pending.slice(end + 1);
      if (/^STARTTLS$/i.test(line) && startTls) return startTls();
      socket.write(`${reply(line)}\r\n`);
      if (/^QUIT$/i.test(line)) return socket.end();
    }
    return undefined;
  });

  function reply(line: string): string {
    if (/^EHLO\s+\S/i.test(line)) return hello();
    if (/^HELO\s+\S/i.test(line)) return `250 ${role.name}`;
    if (/^(RSET|NOOP)$/i.test(line)) {
      hasSender = hasSender && /^NOOP$/i.test(line);
      return '250 2.0.0 Ok';
    }
    if (/^QUIT$/i.test(line)) return '221 2.0.0 Bye';
    if (/^MAIL FROM:\s*<[^>]*>/i.test(line)) {
      hasSender = true;
      recipients = 0;
      return '250 2.1.0 Ok';
    }
    const recipient = /^RCPT TO:\s*<([^>]+)>/i.exec(line)?.[1];
    if (recipient === undefined)
      return /^DATA/i.test(line) ? '554 5.5.1 Error: this server takes no messages' : '502 5.5.2 Error: command not recognized';
    if (!hasSender) return '503 5.5.1 Error: need MAIL command';
    recipients += 1;
    return 100 < recipients ? '452 4.5.3 Error: too many recipients' : role.reply(recipient);
  }

  function hello(): string {
    const offers = ['PIPELINING', 'SIZE 10240000', ...(startTls ? ['STARTTLS'] : []), 'ENHANCEDSTATUSCODES', '8BITMIME', 'SMTPUTF8'];
    return [role.name, ...offers].map((it, i) => `250${i === offers.length ? ' ' : '-'}${it}`).join('\r\n');
  }
}
