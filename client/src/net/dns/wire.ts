import packet, { type Answer, type DecodedPacket } from 'dns-packet';
import { extendedErrorName, rcodeName } from './codes.ts';
import { nameFault, readName, sameName } from './names.ts';

/** The types that we ask for; never ANY, which only serves amplification. */
export type AskedType = 'A' | 'AAAA' | 'MX' | 'NS' | 'SOA';

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly type: AskedType;
  readonly recursion: boolean;
  readonly edns: boolean;
}

/** A record with its names escaped and its TTL in seconds. Types nobody asked for are `other`. */
export type DnsRecord = { readonly owner: string; readonly ttl: number } & (
  | { readonly type: 'A'; readonly ip: string }
  | { readonly type: 'AAAA'; readonly ip: string }
  | { readonly type: 'MX'; readonly preference: number; readonly exchange: string }
  | { readonly type: 'NS'; readonly target: string }
  | { readonly type: 'CNAME'; readonly target: string }
  | { readonly type: 'SOA'; readonly serial: number; readonly minimum: number }
  | { readonly type: 'other'; readonly code: string }
);

export interface Message {
  readonly rcode: string;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  /** AD: the resolver has checked the signatures (RFC 4035 section 3.2.3). */
  readonly authentic: boolean;
  /** RA: the server looks things up for others, which a name server of a zone does not. */
  readonly recursive: boolean;
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  /** Addresses for names in the other sections, such as the glue of a delegation. */
  readonly additionals: readonly DnsRecord[];
  /** Which server of many behind an address answered (NSID, RFC 5001). */
  readonly server?: string;
  /** What the server says about its answer or failure: extended errors (RFC 8914). */
  readonly remarks: readonly string[];
}

/** What a datagram or a TCP message is, seen from the question. */
export type Received =
  | { readonly kind: 'answer'; readonly message: Message }
  /** The server changed the case of the question, so that the 0x20 proof is missing. */
  | { readonly kind: 'other-case' }
  /** A refusal of EDNS: FORMERR, NOTIMP or BADVERS, often without the question. */
  | { readonly kind: 'no-edns'; readonly rcode: string }
  | { readonly kind: 'malformed'; readonly why: string; readonly dump: string }
  /** Not an answer to this question: a late one, or a forged one. */
  | { readonly kind: 'stray' };

const typeCodes = { A: 1, NS: 2, SOA: 6, MX: 15, AAAA: 28 } as const satisfies Record<AskedType, number>;

/** The bytes of a question, or why the name cannot be asked for. EDNS asks for at most 1232 octets, which no path fragments. */
export function encodeQuestion({
  id,
  name,
  type,
  recursion,
  edns,
}: Question): Buffer | { readonly kind: 'unaskable'; readonly why: string } {
  const why = nameFault(name);
  if (why) return { kind: 'unaskable', why };
  const flags = recursion ? packet.RECURSION_DESIRED | packet.AUTHENTIC_DATA : 0;
  return packet.encode({ id, type: 'query', flags, questions: [{ name, type, class: 'IN' }], additionals: edns ? [edns0()] : [] });
}

function edns0(): Answer {
  // An empty NSID option asks which of the servers behind an anycast address answers (RFC 5001 section 2.1).
  const nsid = { code: 3, data: Buffer.alloc(0) };
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [nsid],
  } as unknown as Answer;
}

/** Judges received bytes. Never throws, whatever they are. */
export function decodeReply(question: Question, bytes: Buffer): Received {
  if (bytes.length < 12 || bytes.readUInt16BE(0) !== question.id || (bytes[2]! & 0x80) === 0) return { kind: 'stray' };
  const low = bytes[3]! & 0x0f;
  const count = bytes.readUInt16BE(4);
  const refusesEdns = question.edns && (low === 1 || low === 4);
  if (count === 0) return refusesEdns ? { kind: 'no-edns', rcode: rcodeName(low) } : { kind: 'stray' };
  const asked = readName(bytes, 12);
  if (count !== 1 || !asked || bytes.length < asked.end + 4 || !sameName(asked.text, question.name)) return { kind: 'stray' };
  if (bytes.readUInt16BE(asked.end) !== typeCodes[question.type] || bytes.readUInt16BE(asked.end + 2) !== 1) return { kind: 'stray' };
  if (asked.text !== question.name) return { kind: 'other-case' };
  if (refusesEdns) return { kind: 'no-edns', rcode: rcodeName(low) };
  const read = readMessage(bytes, asked.end + 4);
  if (typeof read === 'string') return { kind: 'malformed', why: read, dump: bytes.subarray(0, 64).toString('hex') };
  return read.rcode === 'BADVERS' ? { kind: 'no-edns', rcode: read.rcode } : { kind: 'answer', message: read };
}

function readMessage(bytes: Buffer, offset: number): Message | string {
  const decoded = decodePacket(bytes);
  if (typeof decoded === 'string') return decoded;
  const sections = [decoded.answers ?? [], decoded.authorities ?? [], decoded.additionals ?? []];
  const records: DnsRecord[][] = [];
  let at = offset;
  for (const section of sections) {
    const read: DnsRecord[] = [];
    for (const answer of section) {
      const record = readRecord(bytes, at, answer);
      if (typeof record === 'string') return record;
      read.push(record.record);
      at = record.end;
    }
    records.push(read);
  }
  const opt = (decoded.additionals ?? []).find((it) => it.type === 'OPT');
  // The types of the codec know fewer options than there are.
  const options = (opt?.options ?? []).flatMap(({ code, data }) => (data ? [{ code: code as number, data }] : []));
  const server = options.find((it) => it.code === 3)?.data;
  return {
    rcode: rcodeName((bytes[3]! & 0x0f) | ((opt?.extendedRcode ?? 0) << 4)),
    authoritative: decoded.flag_aa,
    truncated: decoded.flag_tc,
    authentic: decoded.flag_ad,
    recursive: decoded.flag_ra,
    answers: records[0] ?? [],
    authorities: records[1] ?? [],
    additionals: records[2] ?? [],
    ...(server && 0 < server.length ? { server: printable(server) } : {}),
    remarks: options.filter((it) => it.code === 15 && 2 <= it.data.length).map((it) => extendedError(it.data)),
  };
}

function decodePacket(bytes: Buffer): DecodedPacket | string {
  // Counts are believed by the codec before it looks at the bytes: 65535 records in a short message cost nothing but time.
  const counted = bytes.readUInt16BE(6) + bytes.readUInt16BE(8) + bytes.readUInt16BE(10);
  if (bytes.length < 12 + counted * 11) return `the message promises ${counted} records and has no room for them`;
  try {
    return packet.decode(bytes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A server may point into our question, whose letter case is random: RFC 4343 4.1. Then that case is nobody's and shown to nobody. */
function inOneCase(name: string): string {
  return name.replace(/[A-Z]+/g, (it) => it.toLowerCase());
}

/** Walks the same bytes as the codec, because it neither escapes names nor says where they stood. */
function readRecord(bytes: Buffer, offset: number, answer: Answer): { readonly record: DnsRecord; readonly end: number } | string {
  const owner = readName(bytes, offset);
  if (!owner || bytes.length < owner.end + 10) return 'a record ends before its data';
  const data = owner.end + 10;
  const end = data + bytes.readUInt16BE(owner.end + 8);
  if (bytes.length < end) return 'the data of a record ends after the message';
  const ttl = readTtl(bytes.readUInt32BE(owner.end + 4));
  const base = { owner: inOneCase(owner.text), ttl };
  const rdata = readData(bytes, data, end, answer);
  return typeof rdata === 'string' ? rdata : { record: { ...base, ...rdata }, end };
}

type Data<T> = T extends unknown ? Omit<T, 'owner' | 'ttl'> : never;

function readData(bytes: Buffer, data: number, end: number, answer: Answer): Data<DnsRecord> | string {
  switch (answer.type) {
    case 'A':
    case 'AAAA':
      return end - data === (answer.type === 'A' ? 4 : 16)
        ? { type: answer.type, ip: answer.data }
        : 'an address record has the wrong length';
    case 'MX': {
      const exchange = data + 2 < end ? readName(bytes, data + 2) : undefined;
      if (exchange?.end !== end) return 'an MX record does not end with its exchange';
      return { type: 'MX', preference: bytes.readUInt16BE(data), exchange: inOneCase(exchange.text) };
    }
    case 'NS':
    case 'CNAME': {
      const target = readName(bytes, data);
      return target?.end === end
        ? { type: answer.type, target: inOneCase(target.text) }
        : `the name in a record of type ${answer.type} is broken`;
    }
    case 'SOA':
      return { type: 'SOA', serial: answer.data.serial ?? 0, minimum: readTtl(answer.data.minimum ?? 0) };
    default:
      return { type: 'other', code: answer.type };
  }
}

/** RFC 2181 section 8: a TTL with the highest bit set is read as zero. */
function readTtl(seconds: number): number {
  return seconds < 2 ** 31 ? seconds : 0;
}

function extendedError(data: Buffer): string {
  const info = data.readUInt16BE(0);
  const text = printable(data.subarray(2));
  const name = extendedErrorName(info);
  return `extended error ${info}${name ? ` (${name})` : ''}${text ? `: ${text}` : ''}`;
}

function printable(data: Buffer): string {
  return data
    .toString('latin1')
    .slice(0, 200)
    .replace(/[^\x20-\x7e]/g, (it) => `\\${String(it.charCodeAt(0)).padStart(3, '0')}`);
}
