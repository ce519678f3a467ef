import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';

export type Listen = { readonly host: string; readonly port: number } | { readonly socket: string };

/** The rest of the world: takes every message, except for the recipients in `rejects`, who are unknown there. */
export function startSink(at: Listen, kind: 'smtp' | 'lmtp', rejects: readonly string[]): Promise<void> {
  const rejected = new Set(rejects.map((it) => it.toLowerCase()));
  return listen(at, (socket) => {
    let recipients = 0;
    let inData = false;
    const say = (...lines: readonly string[]): void => {
      socket.write(lines.map((it) => `${it}\r\n`).join(''));
    };
    say('220 elsewhere.test ESMTP');
    eachLine(socket, (line) => {
      if (inData) {
        if (line !== '.') return;
        inData = false;
        say(...Array<string>(kind === 'lmtp' ? recipients : 1).fill('250 2.0.0 taken'));
        recipients = 0;
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'LHLO') return say('250-elsewhere.test', '250-8BITMIME', '250 ENHANCEDSTATUSCODES');
      if (verb === 'QUIT') return void socket.end('221 2.0.0 bye\r\n');
      if (verb === 'RCPT') {
        const recipient = /<(.*?)>/.exec(line)?.[1] ?? '';
        if (rejected.has(recipient.toLowerCase())) return say(`550 5.1.1 <${recipient}> unknown elsewhere`);
        recipients += 1;
      }
      if (verb === 'RSET') recipients = 0;
      if (verb === 'DATA') {
        inData = true;
        return say('354 go on');
      }
      say('250 2.0.0 ok');
    });
  });
}

/** A policy service that has no opinion. */
export function startPolicyService(at: Listen): Promise<void> {
  return listen(at, (socket) => eachLine(socket, (line) => void (line === '' && socket.write('action=DUNNO\n\n'))));
}

function listen(at: Listen, serve: (socket: Socket) => void): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    if ('host' in at) return void server.listen(at.port, at.host, resolve);
    mkdirSync(path.dirname(at.socket), { recursive: true });
    rmSync(at.socket, { force: true });
    server.listen(at.socket, () => {
      chmodSync(at.socket, 0o666);
      resolve();
    });
  });
}

function eachLine(socket: Socket, take: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (it) => {
    const lines = (rest + it.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line.replace(/\r$/, ''));
  });
}
