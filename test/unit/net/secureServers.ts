import { once } from 'node:events';
import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Encryption, Resolver } from '../../../client/src/net/endpoint.ts';
import { makeCertificate } from '../../../scripts/demo/certificate.ts';
import { type Asked, readAsked } from './hostileDns.ts';

/** What the servers below show; whoever trusts `cert` believes that they are dns.example or localhost. */
export const certificate = makeCertificate(['dns.example', 'localhost']);

export interface SecureDns {
  readonly resolver: Resolver;
  /** Questions in the order in which they came. */
  readonly seen: Asked[];
  /** How many connections were made. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** DNS over TLS that answers, or does not, as `behave` says. */
export function startTlsDns(behave: (asked: Asked, socket: TLSSocket) => void, serverName?: string): Promise<SecureDns> {
  const seen: Asked[] = [];
  const server = createServer({ ...certificate, ALPNProtocols: ['dot'] }, (socket) => {
    let all = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      all = Buffer.concat([all, chunk]);
      while (2 <= all.length && 2 + all.readUInt16BE(0) <= all.length) {
        const asked = readAsked(all.subarray(2, 2 + all.readUInt16BE(0)));
        all = all.subarray(2 + all.readUInt16BE(0));
        seen.push(asked);
        behave(asked, socket);
      }
    });
  });
  return listen(server, seen, () => ({ kind: 'tls', ...(serverName === undefined ? {} : { serverName }) }), '127.0.0.1');
}

/** DNS over HTTPS, by HTTP/2 alone. */
export function startHttpsDns(behave: (asked: Asked, stream: ServerHttp2Stream, path: string) => void): Promise<SecureDns> {
  const seen: Asked[] = [];
  const server = createSecureServer(certificate);
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on('error', () => {});
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const asked = readAsked(Buffer.concat(chunks));
      seen.push(asked);
      behave(asked, stream, String(headers[':path']));
    });
  });
  return listen(server, seen, (port) => ({ kind: 'https', url: `https://localhost:${port}/dns-query` }), 'localhost');
}

async function listen(server: Server, seen: Asked[], over: (port: number) => Encryption, address: string): Promise<SecureDns> {
  const sockets = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    count += 1;
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const it of sockets) it.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { resolver: { kind: 'resolver', name: 'test', address, port, over: over(port) }, seen, connections: () => count, close };
}
