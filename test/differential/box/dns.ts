import { createSocket } from 'node:dgram';
import dnsPacket from 'dns-packet';

/** What our resolver says of a name. Absent types have no records. */
export type Zone =
  | 'NXDOMAIN'
  | 'SERVFAIL'
  | {
      readonly A?: readonly string[];
      readonly MX?: readonly (readonly [number, string])[];
      readonly TXT?: readonly string[];
      readonly CNAME?: string;
    };

/** Where every host of the made-up world lives: a sink listens there. */
export const elsewhere = '127.9.9.9';

const rcode = { NXDOMAIN: 3, SERVFAIL: 2 } as const;

/** Starts a resolver on 127.0.0.1 port 53. It knows all names, and that all mail for them goes to `elsewhere`. */
export function startDns(zones: Readonly<Record<string, Zone>>): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('message', (message, peer) => {
    const query = dnsPacket.decode(message);
    const question = query.questions?.[0];
    if (!question) return;
    const name = question.name.toLowerCase();
    const zone = zoneOf(name, zones);
    const flags = dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | (typeof zone === 'string' ? rcode[zone] : 0);
    const answers = typeof zone === 'string' ? [] : records(name, question.type, zone);
    const reply = dnsPacket.encode({ type: 'response', id: query.id ?? 0, flags, questions: [question], answers: [...answers] });
    socket.send(reply, peer.port, peer.address);
  });
  return new Promise((resolve) => socket.bind(53, '127.0.0.1', resolve));
}

function zoneOf(name: string, zones: Readonly<Record<string, Zone>>): Zone {
  const wildcard = Object.keys(zones).find((it) => it.startsWith('*.') && name.endsWith(it.slice(1)));
  const given = zones[name] ?? (wildcard === undefined ? undefined : zones[wildcard]);
  if (given !== undefined) return given;
  // Reverse names and names in block lists begin with a number.
  const isNobody = name === 'invalid' || name.endsWith('.invalid') || name.endsWith('.arpa') || /^\d+\./.test(name) || !name.includes('.');
  if (isNobody) return 'NXDOMAIN';
  return name.startsWith('mx.') ? { A: [elsewhere] } : { A: [elsewhere], MX: [[10, `mx.${name}`]] };
}

function records(name: string, type: string, zone: Exclude<Zone, string>): readonly dnsPacket.Answer[] {
  const ttl = 60;
  if (zone.CNAME !== undefined) return [{ name, type: 'CNAME', ttl, data: zone.CNAME }];
  if (type === 'A') return (zone.A ?? []).map((data) => ({ name, type: 'A', ttl, data }));
  if (type === 'MX') return (zone.MX ?? []).map(([preference, exchange]) => ({ name, type: 'MX', ttl, data: { preference, exchange } }));
  if (type === 'TXT') return (zone.TXT ?? []).map((data) => ({ name, type: 'TXT', ttl, data }));
  return [];
}
