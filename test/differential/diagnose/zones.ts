import { createSocket } from 'node:dgram';
import dnsPacket, { type Answer } from 'dns-packet';

/** Starts a name server at an address, port 53, that answers from a zone written as `name ttl type value` lines, with authority. */
export function startZone(address: string, zone: string): Promise<void> {
  const records = zone.split('\n').flatMap((line) => recordOf(line.trim()) ?? []);
  const socket = createSocket('udp4');
  socket.on('message', (message, peer) => {
    const query = dnsPacket.decode(message);
    const [question] = query.questions ?? [];
    if (!question) return;
    const name = question.name.toLowerCase();
    const own = records.filter((it) => it.name === name);
    const found = own.filter((it) => it.type === question.type);
    const isKnown = records.some((it) => it.name === name || it.name.endsWith(`.${name}`));
    const soa = records.find((it) => it.type === 'SOA' && (name === it.name || name.endsWith(`.${it.name}`)));
    const flags = dnsPacket.AUTHORITATIVE_ANSWER | dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | (isKnown ? 0 : nameError);
    const authorities = found.length === 0 && soa ? [soa] : [];
    const reply = dnsPacket.encode({ type: 'response', id: query.id ?? 0, flags, questions: [question], answers: found, authorities });
    socket.send(reply, peer.port, peer.address);
  });
  return new Promise((resolve) => socket.bind(53, address, resolve));
}

const nameError = 3;

/** `shop.example 3600 MX 10 mx1.shop.example`; SOA takes its serial alone. */
function recordOf(line: string): Answer | undefined {
  const [name = '', ttl, type, ...rest] = line.split(/\s+/);
  const base = { name: name.toLowerCase(), ttl: Number(ttl) };
  const [first = '', second = ''] = rest;
  switch (type) {
    case 'MX':
      return { ...base, type, data: { preference: Number(first), exchange: second } };
    case 'A':
    case 'NS':
      return { ...base, type, data: first };
    case 'SOA': {
      const times = { refresh: 3600, retry: 600, expire: 86_400, minimum: 300 };
      return { ...base, type, data: { mname: `ns1.${name}`, rname: `hostmaster.${name}`, serial: Number(first), ...times } };
    }
    default:
      return undefined;
  }
}
