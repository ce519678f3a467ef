import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import packet from 'dns-packet';
import type { Resolver } from '../../../client/src/net/endpoint.ts';

/** Name servers on loopback addresses that share one port, and a resolver that knows what they know. */
export interface World {
  readonly resolver: Resolver;
  readonly port: number;
  /** `address name TYPE`, one for each question to a name server. */
  readonly asked: string[];
  close(): Promise<void>;
}

interface Server {
  readonly address: string;
  readonly zone: string;
  readonly serial: number;
  readonly quirk: string;
  readonly records: readonly packet.Answer[];
}

/**
 * Starts name servers as a text describes them: `ADDRESS ZONE SERIAL [QUIRK]` begins one, and its records follow, `NAME TYPE DATA [TTL]`,
 * one a line. NS records below the zone are delegations. Quirks: `lame` knows nothing, `silent` says nothing, `proxied` answers like a
 * resolver, `upward` sends everybody to the zone above, `hidden` is one that no resolver asks.
 */
export async function startWorld(text: string): Promise<World> {
  const servers = readServers(text);
  const asked: string[] = [];
  const sockets = [createSocket('udp4')];
  const listen = async (
    socket: (typeof sockets)[number],
    port: number,
    address: string,
    answer: (question: packet.Question) => Partial<packet.Packet> | undefined,
  ) => {
    socket.on('message', (bytes, from) => {
      const { id = 0, questions = [] } = packet.decode(bytes);
      const reply = answer({ ...questions[0]!, name: questions[0]!.name.toLowerCase() });
      if (reply) socket.send(packet.encode({ id, type: 'response', questions, ...reply }), from.port, from.address);
    });
    socket.bind(port, address);
    await once(socket, 'listening');
  };
  await listen(sockets[0]!, 0, '127.0.0.1', (question) => recursive(question, servers));
  const { port } = sockets[0]!.address();
  for (const server of servers) {
    const socket = createSocket('udp4');
    sockets.push(socket);
    await listen(socket, port, server.address, (question) => {
      asked.push(`${server.address} ${question.name} ${question.type}`);
      return quirky(question, server);
    });
  }
  const close = async (): Promise<void> => {
    for (const it of sockets) await new Promise<void>((resolve) => it.close(() => resolve()));
  };
  return { resolver: { kind: 'resolver', name: 'resolver', address: '127.0.0.1', port }, port, asked, close };
}

function readServers(text: string): readonly Server[] {
  const servers: (Server & { readonly records: packet.Answer[] })[] = [];
  for (const line of text.trim().split('\n')) {
    const [first = '', second = '', third = '', ...rest] = line.trim().split(/\s+/);
    if (/^127\./.test(first)) servers.push({ address: first, zone: second, serial: Number(third), quirk: rest[0] ?? '', records: [] });
    else servers.at(-1)?.records.push(record(first, second, [third, ...rest]));
  }
  return servers;
}

function record(name: string, type: string, words: readonly string[]): packet.Answer {
  const isMx = type === 'MX';
  const ttl = Number(words[isMx ? 2 : 1] ?? 3600);
  const data = isMx ? { preference: Number(words[0]), exchange: words[1] } : words[0];
  return { name, type, ttl, data } as packet.Answer;
}

function quirky(question: packet.Question, server: Server): Partial<packet.Packet> | undefined {
  switch (server.quirk) {
    case 'silent':
      return undefined;
    case 'lame':
      return { flags: 5 };
    case 'proxied':
      return { ...authoritative(question, server), flags: packet.RECURSION_AVAILABLE };
    case 'upward':
      return { flags: 0, authorities: [{ name: '.', type: 'NS', ttl: 1, data: 'a.root.example' }] };
    default:
      return authoritative(question, server);
  }
}

/** What a name server says of a name: the records, a delegation, or that there is nothing. */
function authoritative({ name, type }: packet.Question, { zone, serial, records }: Server): Partial<packet.Packet> {
  if (!isWithin(name, zone)) return { flags: 5 };
  const cut = records.find((it) => it.type === 'NS' && it.name !== zone && isWithin(name, it.name));
  if (cut) {
    const authorities = records.filter((it) => it.type === 'NS' && it.name === cut.name);
    const additionals = records.filter(
      (it) => (it.type === 'A' || it.type === 'AAAA') && authorities.some((ns) => 'data' in ns && ns.data === it.name),
    );
    return { flags: 0, authorities, additionals };
  }
  const soa = { name: zone, type: 'SOA', ttl: 300, data: { mname: 'ns', rname: 'root', serial, minimum: 60 } } as packet.Answer;
  const written = records.filter((it) => it.name === name);
  const wild = records.filter((it) => it.name === `*${name.slice(name.indexOf('.'))}`).map((it) => ({ ...it, name }));
  const here = 0 < written.length ? written : wild;
  const answers =
    type === 'SOA' && name === zone && here.every((it) => it.type !== 'CNAME')
      ? [soa]
      : here.filter((it) => it.type === type || it.type === 'CNAME');
  const exists = name === zone || 0 < here.length;
  return { flags: packet.AUTHORITATIVE_ANSWER | (exists ? 0 : 3), answers, authorities: answers.length === 0 ? [soa] : [] };
}

/** A resolver has the answer of the server that knows most of the name. */
function recursive(question: packet.Question, servers: readonly Server[]): Partial<packet.Packet> {
  const able = servers.filter((it) => it.quirk === '' && isWithin(question.name, it.zone));
  const best = [...able].sort((a, b) => b.zone.length - a.zone.length)[0];
  if (!best) return { flags: packet.RECURSION_AVAILABLE | (servers.some((it) => isWithin(question.name, it.zone)) ? 2 : 3) };
  const { flags = 0, answers = [], authorities = [] } = authoritative(question, best);
  return { flags: packet.RECURSION_AVAILABLE | (flags & 15), answers, authorities: answers.length === 0 ? authorities : [] };
}

function isWithin(name: string, zone: string): boolean {
  return zone === '.' || name === zone || name.endsWith(`.${zone}`);
}
