import packet from 'dns-packet';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { nameFault, readName } from '../../../client/src/net/dns/names.ts';
import { type DnsReply, query } from '../../../client/src/net/dns/resolver.ts';
import { decodeReply, encodeQuestion, type Question } from '../../../client/src/net/dns/wire.ts';
import { type Behavior, evil, type HostileDns, labels, overTcp, rawRecord, reply, startHostileDns } from './hostileDns.ts';
import { told } from './told.ts';

const timing = { udp: 5000, tries: 2, tcp: 5000 };
/** For servers that let it expire. */
const hasty = { udp: 150, tries: 2, tcp: 200 };
const running: HostileDns[] = [];

afterEach(async () => {
  for (const it of running.splice(0)) await it.close();
});

async function start(behavior: Behavior): Promise<HostileDns> {
  const server = await startHostileDns(behavior);
  running.push(server);
  return server;
}

async function ask(behavior: Behavior, name = 'shop.example', wait = timing): Promise<DnsReply> {
  return query((await start(behavior)).resolver, name, 'MX', { timing: wait });
}

const truncated = (): Pick<Behavior, 'udp'> => ({
  udp: (asked, send) => send(reply(asked, { flags: packet.TRUNCATED_RESPONSE, answers: [] })),
});
const stray = '1 stray reply dropped: late answers, or somebody forges them';

test('a good answer arrives with its TTL', async () => {
  expect(told(await ask({ udp: (asked, send) => send(reply(asked)) }))).toBe('NOERROR 10 mx.real.example 60');
});

test('a question has a random id, random case and asks for 1232 octets', async () => {
  const server = await start({ udp: (asked, send) => send(reply(asked)) });
  for (let i = 0; i < 8; i++) await query(server.resolver, 'abcdefghijklmnop.example', 'MX', { timing });
  expect(new Set(server.seen.map((it) => it.id)).size).toBeGreaterThan(4);
  expect(new Set(server.seen.map((it) => it.question.name)).size).toBeGreaterThan(4);
  expect(server.seen.every((it) => it.question.name.toLowerCase() === 'abcdefghijklmnop.example' && it.hasEdns)).toBe(true);
  const sizes = server.seen.map((it) => packet.decode(it.bytes).additionals?.map((opt) => (opt.type === 'OPT' ? opt.udpPayloadSize : 0)));
  expect(new Set(sizes.flat())).toEqual(new Set([1232]));
});

test('a forged id, question or sender is dropped and the right answer awaited', async () => {
  const later = (send: () => void): void => void setTimeout(send, 20);
  const wrongId: Behavior = {
    udp(asked, send) {
      send(evil({ ...asked, id: (asked.id + 1) & 0xffff }));
      later(() => send(reply(asked)));
    },
  };
  const wrongQuestion: Behavior = {
    udp(asked, send) {
      send(evil(asked, { questions: [{ name: 'other.example', type: 'MX', class: 'IN' }] }));
      later(() => send(reply(asked)));
    },
  };
  const wrongType: Behavior = {
    udp(asked, send) {
      send(evil(asked, { questions: [{ name: asked.question.name, type: 'TXT', class: 'IN' }] }));
      later(() => send(reply(asked)));
    },
  };
  const garbage: Behavior = {
    udp(asked, send) {
      send(Buffer.from('not dns at all'));
      later(() => send(reply(asked)));
    },
  };
  const echo: Behavior = {
    udp(asked, send) {
      send(asked.bytes);
      later(() => send(reply(asked)));
    },
  };
  for (const it of [wrongId, wrongQuestion, wrongType, garbage, echo])
    expect(told(await ask(it))).toBe(`NOERROR 10 mx.real.example 60 | ${stray}`);
  const wrongPort: Behavior = {
    udp(asked, send, forge) {
      forge(evil(asked));
      later(() => send(reply(asked)));
    },
  };
  expect(told(await ask(wrongPort))).toBe('NOERROR 10 mx.real.example 60');
});

test('a broken message is a malformed answer, not an empty one', async () => {
  const loop: Behavior = {
    udp(asked, send) {
      const at = reply(asked, { answers: [] }).length + 12 + 2;
      send(rawRecord(asked, Buffer.from([0, 10, 0xc0 | (at >> 8), at & 0xff])));
    },
  };
  const short: Behavior = { udp: (asked, send) => send(reply(asked).subarray(0, -5)) };
  const count: Behavior = {
    udp(asked, send) {
      const bytes = reply(asked);
      bytes.writeUInt16BE(65535, 6);
      send(bytes);
    },
  };
  const empty: Behavior = { udp: (asked, send) => send(rawRecord(asked, Buffer.alloc(0))) };
  const tooLong: Behavior = {
    udp: (asked, send) => send(rawRecord(asked, Buffer.concat([Buffer.from([0, 10]), labels('mx'), Buffer.from('behind')]))),
  };
  for (const it of [loop, short, count, empty, tooLong])
    expect(told(await ask(it))).toMatch(/^MALFORMED: the answer is malformed: .+; it begins with [0-9a-f]+$/);
});

test('a pointer that leads to itself or forward ends the reading', () => {
  expect(readName(Buffer.from([0xc0, 0]), 0)).toBeUndefined();
  expect(readName(Buffer.from([1, 97, 0xc0, 0]), 0)).toBeUndefined();
  expect(readName(Buffer.from([0xc0, 2, 1, 97, 0]), 0)).toBeUndefined();
  expect(readName(Buffer.from([1, 97, 0, 0xc0, 0]), 3)).toEqual({ text: 'a', end: 5 });
  const question: Question = { id: 0, name: 'a', type: 'MX', recursion: true, edns: false };
  expect(decodeReply(question, Buffer.from([0, 0, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 15, 0, 1]))).toEqual({ kind: 'stray' });
});

test('names from the wire are escaped, so that a dot in a label is not a dot between labels', async () => {
  const named = (...parts: string[]): Behavior => ({
    udp: (asked, send) => send(rawRecord(asked, Buffer.concat([Buffer.from([0, 10]), labels(...parts)]))),
  });
  expect(told(await ask(named('a.b', 'example')))).toBe(String.raw`NOERROR 10 a\.b.example 60`);
  expect(told(await ask(named('a\0\r\nb\xff\x1b', 'example')))).toBe(String.raw`NOERROR 10 a\000\013\010b\255\027.example 60`);
  expect(told(await ask(named()))).toBe('NOERROR 10 . 60');
});

test('a TTL with the highest bit is zero', async () => {
  expect(
    told(await ask({ udp: (asked, send) => send(rawRecord(asked, Buffer.concat([Buffer.from([0, 10]), labels('mx')]), 0xffffffff)) })),
  ).toBe('NOERROR 10 mx 0');
});

test('a truncated answer is fetched over TCP', async () => {
  const answers = Array.from(
    { length: 80 },
    (_, i): packet.Answer => ({ name: 'shop.example', type: 'MX', ttl: 60, data: { preference: i, exchange: `mx${i}.long.name.example` } }),
  );
  const got = await ask({ ...truncated(), tcp: (asked, socket) => void socket.end(overTcp(reply(asked, { answers }))) });
  expect(got).toMatchObject({ kind: 'answer', notes: ['truncated over UDP, asked again over TCP'] });
  expect(got.kind === 'answer' && got.message.answers.length).toBe(80);
});

test('TCP that is silent, closes early, answers something else or is not there ends at its own deadline', async () => {
  const note = ' | truncated over UDP, asked again over TCP';
  expect(told(await ask({ ...truncated() }, 'shop.example', hasty))).toBe(`TIMEOUT: no whole answer over TCP within 200 ms${note}`);
  const early: Behavior = { ...truncated(), tcp: (asked, socket) => void socket.end(overTcp(reply(asked)).subarray(0, 12)) };
  expect(told(await ask(early))).toBe(`MALFORMED: the server closed the TCP connection before its answer was whole${note}`);
  const other: Behavior = { ...truncated(), tcp: (asked, socket) => void socket.end(overTcp(evil({ ...asked, id: asked.id ^ 1 }))) };
  expect(told(await ask(other))).toBe(`MALFORMED: the answer over TCP belongs to another question${note}`);
});

test('an answer that is cut short over TCP too is none', async () => {
  const half: Behavior = {
    ...truncated(),
    tcp: (asked, socket) => void socket.end(overTcp(reply(asked, { flags: packet.TRUNCATED_RESPONSE }))),
  };
  expect(told(await ask(half))).toBe(
    'MALFORMED: the server cuts its answer short even where there is room for all of it | truncated over UDP, asked again over TCP',
  );
});

test('TCP that drips is taken as long as its deadline lasts', async () => {
  const drip: Behavior = {
    ...truncated(),
    tcp(asked, socket) {
      socket.setNoDelay(true);
      for (const octet of overTcp(reply(asked))) socket.write(Buffer.from([octet]));
    },
  };
  expect(told(await ask(drip))).toBe('NOERROR 10 mx.real.example 60 | truncated over UDP, asked again over TCP');
});

test('a server that refuses EDNS is asked without it, with or without a question in its refusal', async () => {
  const refuse = (questions: packet.Question[] | undefined, rcode: number): Behavior => ({
    udp: (asked, send) =>
      send(asked.hasEdns ? reply(asked, { flags: rcode, answers: [], ...(questions ? { questions } : {}) }) : reply(asked)),
  });
  expect(told(await ask(refuse([], 1)))).toBe('NOERROR 10 mx.real.example 60 | the server refuses EDNS (FORMERR), asked again without it');
  expect(told(await ask(refuse(undefined, 4)))).toBe(
    'NOERROR 10 mx.real.example 60 | the server refuses EDNS (NOTIMP), asked again without it',
  );
});

test('a server that swallows EDNS is asked without it', async () => {
  const got = await ask({ udp: (asked, send) => void (asked.hasEdns || send(reply(asked))) }, 'shop.example', { ...timing, udp: 150 });
  expect(told(got)).toBe('NOERROR 10 mx.real.example 60 | no answer to the first question; a later one, without EDNS, was answered');
});

test('a server that always answers FORMERR ends, and so does one that always answers BADVERS', async () => {
  expect(told(await ask({ udp: (asked, send) => send(reply(asked, { flags: 1, answers: [] })) }))).toBe(
    'FORMERR  | the server refuses EDNS (FORMERR), asked again without it',
  );
  const opt = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: 1,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  } as const;
  const always: Behavior = { udp: (asked, send) => send(reply(asked, { answers: [], additionals: [opt as unknown as packet.Answer] })) };
  expect(told(await ask(always))).toBe(
    'MALFORMED: the server answers BADVERS to a plain question | the server refuses EDNS (BADVERS), asked again without it',
  );
});

test('a server that changes the case of the question is believed over TCP only', async () => {
  const lower = (asked: { readonly question: packet.Question }): Partial<packet.Packet> => ({
    questions: [{ ...asked.question, name: asked.question.name.toLowerCase() }],
  });
  const good: Behavior = {
    udp: (asked, send) => send(evil(asked, lower(asked))),
    tcp: (asked, socket) => void socket.end(overTcp(reply(asked, lower(asked)))),
  };
  const name = 'abcdefghijklmnopqrstuvwxyz.example';
  expect(told(await ask(good, name))).toBe('NOERROR 10 mx.real.example 60 | the server changed the case of the name, asked again over TCP');
});

test('silence and a closed port are told apart', async () => {
  expect(told(await ask({}, 'shop.example', hasty))).toBe('TIMEOUT: no answer to 2 questions of 150 ms each');
  const closed = await startHostileDns({});
  await closed.close();
  expect(told(await query(closed.resolver, 'shop.example', 'MX', { timing }))).toBe(
    'REFUSED-CONNECTION: nothing listens on that port (connection refused)',
  );
});

test('a cancelled question ends at once, before and during it', async () => {
  const { resolver } = await start({});
  const slow = { udp: 60_000, tries: 2, tcp: 60_000 };
  expect(told(await query(resolver, 'shop.example', 'MX', { timing: slow, signal: AbortSignal.abort() }))).toBe('CANCELLED: cancelled');
  const controller = new AbortController();
  const pending = query(resolver, 'shop.example', 'MX', { timing: slow, signal: controller.signal });
  controller.abort();
  expect(told(await pending)).toBe('CANCELLED: cancelled');
});

test('SERVFAIL is an answer with its explanation, asked once', async () => {
  const explained = { code: 15, data: Buffer.concat([Buffer.from([0, 22]), Buffer.from('at delegation\x1b example')]) };
  const nsid = { code: 3, data: Buffer.from('cache-7') };
  const opt = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [explained, nsid],
  } as unknown as packet.Answer;
  const server = await start({ udp: (asked, send) => send(reply(asked, { flags: 2, answers: [], additionals: [opt] })) });
  const got = await query(server.resolver, 'shop.example', 'MX', { timing });
  expect(told(got)).toBe(String.raw`SERVFAIL  | extended error 22 (no reachable authority): at delegation\027 example`);
  expect(got).toMatchObject({ message: { server: 'cache-7' } });
  expect(server.seen.length).toBe(1);
});

test('a name that the codec would garble is not sent', async () => {
  const server = await start({});
  for (const name of [
    'a..b',
    `${'a'.repeat(64)}.example`,
    'bücher.example',
    'a\\.b.example',
    '',
    'a b',
    Array.from({ length: 130 }, () => 'a').join('.'),
  ]) {
    expect(await query(server.resolver, name, 'MX', { timing })).toMatchObject({ kind: 'failure', rcode: 'UNASKABLE' });
  }
  expect(server.seen).toEqual([]);
  expect(nameFault('.')).toBeUndefined();
});

test('no bytes throw, and a message that is not ours is never an answer', () => {
  const question: Question = { id: 4711, name: 'shop.example', type: 'MX', recursion: true, edns: true };
  const good = reply({ id: 4711, question: { name: 'shop.example', type: 'MX', class: 'IN' }, bytes: Buffer.alloc(0), hasEdns: true });
  expect(decodeReply(question, good).kind).toBe('answer');
  const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 });
  fc.assert(
    fc.property(changes, fc.nat(good.length), (edits, length) => {
      const bytes = Buffer.from(good);
      for (const [at, octet] of edits) bytes[at] = octet;
      return typeof decodeReply(question, bytes.subarray(0, length)).kind === 'string';
    }),
    { numRuns: 3000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => decodeReply(question, Buffer.from(bytes)).kind !== 'answer'));
  expect(Buffer.isBuffer(encodeQuestion(question))).toBe(true);
});
