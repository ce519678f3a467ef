import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTCPServer, createUDPServer, type DnsHandler, Packet, type Resource } from 'dns2';
import { serials, type Zone, type ZoneRecord } from './zone.ts';

export interface DnsServer {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves a zone over UDP and TCP on one loopback port. Asked with recursion it behaves as a resolver, without as a name server. */
export async function startDnsServer(zoneNow: () => Zone, address = '127.0.0.1', port = 0): Promise<DnsServer> {
  const handle: DnsHandler = (request, send) => {
    const reply = answer(request, zoneNow());
    if (reply) void send(reply);
  };
  // Two servers and not the pair of both: that one would listen for TCP on every address where no port is given.
  const tcp = createTCPServer(handle).listen(port, address);
  await once(tcp, 'listening');
  const bound = (tcp.address() as AddressInfo).port;
  const udp = createUDPServer(handle);
  udp.bind(bound, address);
  try {
    await once(udp, 'listening');
  } catch (error) {
    tcp.close();
    // A port that the system found free for TCP may be somebody's UDP port.
    if (port !== 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startDnsServer(zoneNow, address);
  }
  const close = async (): Promise<void> => {
    const ended = Promise.all([once(udp, 'close'), once(tcp, 'close')]);
    udp.close();
    tcp.close();
    await ended;
  };
  return { address, port: bound, close };
}

/** The reply to a request; undefined where it asks nothing. What does not fit into a datagram is cut by the server. */
function answer(request: Packet, zone: Zone): Packet | undefined {
  const question = request.questions[0];
  if (!question) return undefined;
  const reply = Packet.createResponseFromRequest(request);
  const { answers, rcode } = find(question.name, question.type, zone);
  Object.assign(reply.header, request.header.rd === 1 ? { ra: 1, rcode } : { aa: 1, rcode });
  reply.answers.push(...answers);
  if (answers.length === 0) reply.authorities.push(soaOf(question.name));
  const usesEdns = request.additionals.some((it) => it.type === Packet.TYPE.EDNS);
  if (usesEdns) reply.additionals.push(Packet.Resource.EDNS([], { udpPayloadSize: 1232 }));
  return reply;
}

interface Found {
  readonly answers: readonly Resource[];
  readonly rcode: number;
}

/** Follows aliases as a resolver does. */
function find(asked: string, type: number, zone: Zone): Found {
  const { NOERROR, NXDOMAIN, REFUSED, SERVFAIL } = Packet.RCODE;
  const answers: Resource[] = [];
  let name = asked;
  for (let hop = 0; hop < 8; hop++) {
    const key = name.toLowerCase();
    if (!/(^|\.)example$/.test(key)) return { answers, rcode: answers.length === 0 ? REFUSED : NOERROR };
    const records = zone.get(key);
    const isAbove = [...zone.keys()].some((it) => it.endsWith(`.${key}`));
    if (!records) return { answers, rcode: isAbove ? NOERROR : NXDOMAIN };
    if (type === Packet.TYPE.SOA && serials.has(key)) return { answers: [...answers, soaOf(name)], rcode: NOERROR };
    const matching = records.filter((it) => Packet.TYPE[it.type] === type);
    answers.push(...matching.map((it) => resource(name, it)));
    const alias = records.find((it) => it.type === 'CNAME');
    if (0 < matching.length || alias === undefined) return { answers, rcode: NOERROR };
    answers.push(resource(name, alias));
    name = alias.data as string;
  }
  return { answers, rcode: SERVFAIL };
}

function resource(name: string, record: ZoneRecord): Resource {
  const { type, ttl } = record;
  const whole = (data: Partial<Resource>): Resource =>
    new Packet.Resource({ name, ttl, type: Packet.TYPE[type], class: Packet.CLASS.IN, ...data });
  switch (type) {
    case 'A':
      return whole({ address: record.data });
    case 'AAAA':
      // The library misreads an IPv4 address at the end of an IPv6 one; a URL has none.
      return whole({ address: new URL(`http://[${record.data}]`).hostname.slice(1, -1) });
    case 'CNAME':
      return whole({ domain: record.data });
    case 'NS':
      return whole({ ns: record.data });
    case 'MX':
      return whole({ priority: record.data.preference, exchange: record.data.exchange });
    default:
      return type satisfies never;
  }
}

/** The zone's SOA record, from which a resolver learns how long a "no" lasts; that of .example itself for what belongs to nobody. */
function soaOf(name: string): Resource {
  const key = name.toLowerCase();
  const owner = [...serials.keys()].find((it) => key === it || key.endsWith(`.${it}`)) ?? 'example';
  return new Packet.Resource({
    name: owner,
    type: Packet.TYPE.SOA,
    class: Packet.CLASS.IN,
    ttl: 3600,
    primary: 'ns1.shop.example',
    admin: `hostmaster.${owner}`,
    serial: serials.get(owner) ?? 1,
    refresh: 7200,
    retry: 900,
    expiration: 1209600,
    minimum: 300,
  });
}
