import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import packet, { type Answer } from 'dns-packet';
import { serials, type Zone, type ZoneRecord } from './zone.ts';

export interface DnsServer {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves a zone over UDP and TCP on one loopback port. Asked with recursion it behaves as a resolver, without as a name server. */
export async function startDnsServer(zoneNow: () => Zone, address = '127.0.0.1', port = 0): Promise<DnsServer> {
  const tcp = createServer((socket) => {
    socket.on('error', () => {});
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const all = Buffer.concat(chunks);
      if (all.length < 2 || all.length < 2 + all.readUInt16BE(0)) return;
      const reply = answer(all.subarray(2), zoneNow(), 65535);
      if (!reply) return socket.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      return socket.end(Buffer.concat([length, reply]));
    });
  });
  await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(port, address, resolve));
  const bound = (tcp.address() as { readonly port: number }).port;
  const udp = createSocket('udp4');
  udp.on('message', (question, from) => {
    const reply = answer(question, zoneNow(), 1232);
    if (reply) udp.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => udp.once('error', reject).bind(bound, address, resolve));
  const close = async (): Promise<void> => {
    await Promise.all([
      new Promise<void>((resolve) => udp.close(() => resolve())),
      new Promise<void>((resolve) => tcp.close(() => resolve())),
    ]);
  };
  return { address, port: bound, close };
}

/** The reply to the bytes of a question; undefined where they are none. */
export function answer(bytes: Buffer, zone: Zone, room: number): Buffer | undefined {
  const asked = decode(bytes);
  const question = asked?.questions?.[0];
  if (!asked || !question) return undefined;
  const wantsRecursion = ((asked.flags ?? 0) & packet.RECURSION_DESIRED) !== 0;
  const { answers, rcode } = find(question.name, question.type, zone);
  const own = wantsRecursion ? packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE : packet.AUTHORITATIVE_ANSWER;
  const additionals = asked.additionals?.filter((it) => it.type === 'OPT').map(() => opt()) ?? [];
  const reply: packet.Packet = { id: asked.id ?? 0, type: 'response', flags: own | rcode, questions: [question], additionals };
  const whole = packet.encode({ ...reply, answers, authorities: answers.length === 0 ? soaOf(question.name) : [] });
  return whole.length <= room ? whole : packet.encode({ ...reply, flags: own | rcode | packet.TRUNCATED_RESPONSE, answers: [] });
}

function decode(bytes: Buffer): packet.DecodedPacket | undefined {
  try {
    return packet.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Follows aliases as a resolver does. RCODEs: 0 fine, 3 no such name, 5 not ours. */
function find(asked: string, type: string, zone: Zone): { readonly answers: Answer[]; readonly rcode: number } {
  const answers: Answer[] = [];
  let name = asked;
  for (let hop = 0; hop < 8; hop++) {
    const key = name.toLowerCase();
    if (!/(^|\.)example$/.test(key)) return { answers, rcode: answers.length === 0 ? 5 : 0 };
    const records = zone.get(key);
    const isAbove = [...zone.keys()].some((it) => it.endsWith(`.${key}`));
    if (!records) return { answers, rcode: isAbove ? 0 : 3 };
    if (type === 'SOA' && serials.has(key)) return { answers: [...answers, ...soaOf(name)], rcode: 0 };
    const matching = records.filter((it) => it.type === type);
    answers.push(...matching.map((it) => ({ name, ...it }) as Answer));
    const alias = records.find((it): it is Extract<ZoneRecord, { type: 'CNAME' | 'NS' }> => it.type === 'CNAME');
    if (0 < matching.length || !alias) return { answers, rcode: 0 };
    answers.push({ name, type: 'CNAME', ttl: alias.ttl, data: alias.data });
    name = alias.data;
  }
  return { answers, rcode: 2 };
}

/** The zone's SOA record, from which a resolver learns how long a "no" lasts; that of .example itself for what belongs to nobody. */
function soaOf(name: string): Answer[] {
  const key = name.toLowerCase();
  const owner = [...serials.keys()].find((it) => key === it || key.endsWith(`.${it}`)) ?? 'example';
  const serial = serials.get(owner) ?? 1;
  const data = {
    mname: 'ns1.shop.example',
    rname: `hostmaster.${owner}`,
    serial,
    refresh: 7200,
    retry: 900,
    expire: 1209600,
    minimum: 300,
  };
  return [{ name: owner, type: 'SOA', ttl: 3600, data }];
}

function opt(): Answer {
  return { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] };
}
