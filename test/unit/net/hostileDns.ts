import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import packet from 'dns-packet';
import type { Resolver } from '../../../client/src/net/endpoint.ts';
import { resolverAt } from './support.ts';

/** A question as the server saw it, and the ways to misbehave. */
export interface Asked {
  readonly bytes: Buffer;
  readonly question: packet.Question;
  readonly hasEdns: boolean;
  readonly id: number;
}

export interface Behavior {
  /** Called for each datagram; what `send` gets goes back, `forge` sends from another port. */
  udp?(asked: Asked, send: (bytes: Buffer) => void, forge: (bytes: Buffer) => void): void;
  tcp?(asked: Asked, socket: Socket): void;
}

export interface HostileDns {
  readonly resolver: Resolver;
  readonly seen: Asked[];
  close(): Promise<void>;
}

export async function startHostileDns(behavior: Behavior): Promise<HostileDns> {
  const seen: Asked[] = [];
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let all = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      all = Buffer.concat([all, chunk]);
      if (all.length < 2 || all.length < 2 + all.readUInt16BE(0)) return;
      behavior.tcp?.(readAsked(all.subarray(2)), socket);
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as { readonly port: number };
  const udp = createSocket('udp4');
  const forger = createSocket('udp4');
  udp.on('message', (bytes, from) => {
    const asked = readAsked(bytes);
    seen.push(asked);
    behavior.udp?.(
      asked,
      (it) => udp.send(it, from.port, from.address),
      (it) => forger.send(it, from.port, from.address),
    );
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => forger.bind(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    for (const it of sockets) it.destroy();
    for (const it of [udp, forger]) await new Promise<void>((resolve) => it.close(() => resolve()));
    await new Promise<void>((resolve) => tcp.close(() => resolve()));
  };
  return { resolver: resolverAt(port), seen, close };
}

/** Reads one of our own questions. */
export function readAsked(bytes: Buffer): Asked {
  const decoded = packet.decode(bytes);
  const question = decoded.questions?.[0];
  if (!question) throw new Error('our own question is broken');
  return { bytes, question, hasEdns: (decoded.additionals ?? []).some((it) => it.type === 'OPT'), id: decoded.id ?? 0 };
}

/** A good answer, or one with parts replaced. */
export function reply({ id, question }: Asked, more: Partial<packet.Packet> = {}): Buffer {
  const answers: packet.Answer[] = [{ name: question.name, type: 'MX', ttl: 60, data: { preference: 10, exchange: 'mx.real.example' } }];
  return Buffer.from(packet.encode({ id, type: 'response', flags: packet.RECURSION_AVAILABLE, questions: [question], answers, ...more }));
}

/** The same with a forged exchange. */
export function evil(asked: Asked, more: Partial<packet.Packet> = {}): Buffer {
  const answers: packet.Answer[] = [
    { name: asked.question.name, type: 'MX', ttl: 86400, data: { preference: 1, exchange: 'evil.attacker.example' } },
  ];
  return reply(asked, { answers, ...more });
}

/** A reply whose only record has this rdata, whatever it is. */
export function rawRecord(asked: Asked, rdata: Buffer, ttl = 60, type = 15): Buffer {
  const head = reply(asked, { answers: [] });
  head.writeUInt16BE(1, 6);
  const fixed = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, 0]);
  fixed.writeUInt32BE(ttl, 6);
  fixed.writeUInt16BE(rdata.length, 10);
  return Buffer.concat([head, fixed, rdata]);
}

/** A name in wire form out of labels of any octets. */
export function labels(...parts: readonly string[]): Buffer {
  return Buffer.concat([...parts.map((it) => Buffer.concat([Buffer.from([it.length]), Buffer.from(it, 'latin1')])), Buffer.from([0])]);
}

export function overTcp(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
