import packet from 'dns-packet';
import { afterEach, expect, test } from 'vitest';
import { find, makeAsker } from '../../../client/src/net/dns/asker.ts';
import { readName } from '../../../client/src/net/dns/names.ts';
import { query } from '../../../client/src/net/dns/resolver.ts';
import { lookUpMx } from '../../../client/src/net/mx.ts';
import { type Behavior, evil, type HostileDns, overTcp, reply, startHostileDns } from './hostileDns.ts';
import { domain } from './support.ts';
import { told } from './told.ts';

const timing = { udp: 5000, tries: 1, tcp: 5000 };
const running: HostileDns[] = [];

afterEach(async () => {
  for (const it of running.splice(0)) await it.close();
});

async function start(behavior: Behavior): Promise<HostileDns> {
  const server = await startHostileDns(behavior);
  running.push(server);
  return server;
}

test('one domain costs a server a hundred questions, and names in another case none', async () => {
  const server = await start({ udp: (asked, send) => send(reply(asked)) });
  const ask = makeAsker(server.resolver, { recursion: true, timing });
  await Promise.all(['Shop.example', 'shop.example', 'SHOP.EXAMPLE'].map((it) => ask(it, 'MX')));
  expect(server.seen.length).toBe(1);
  const replies = await Promise.all(Array.from({ length: 200 }, (_, i) => ask(`mx${i}.example`, 'A')));
  expect(server.seen.length).toBe(100);
  expect(told(replies.at(-1)!)).toBe('UNASKABLE: not asked: 100 questions are enough for one domain');
});

test('after the time for one domain no further question is sent', async () => {
  const server = await start({ udp: (asked, send) => send(reply(asked)) });
  const ask = makeAsker(server.resolver, { recursion: true, timing: { ...timing, total: 0 } });
  expect(told(await ask('shop.example', 'MX'))).toBe('UNASKABLE: not asked: the 0 s for one domain are over');
  expect(server.seen).toEqual([]);
});

test('a flood of forged replies is counted and ends with the time for an answer', async () => {
  let flood: NodeJS.Timeout | undefined;
  const { resolver } = await start({
    udp(asked, send) {
      flood = setInterval(() => {
        for (let i = 1; i < 50; i++) send(evil({ ...asked, id: asked.id ^ i }));
      });
    },
  });
  const got = await query(resolver, 'shop.example', 'MX', { timing: { ...timing, udp: 200 } });
  clearInterval(flood);
  expect(got.strays).toBeGreaterThan(10);
  expect(told(got)).toMatch(/^TIMEOUT: .+ \| \d+ stray replies dropped: late answers, or somebody forges them$/);
});

test('the number of dropped replies stands in the answer', async () => {
  const { resolver } = await start({
    udp(asked, send) {
      send(evil({ ...asked, id: asked.id ^ 1 }));
      send(reply(asked, { flags: 3, answers: [] }));
    },
  });
  const [answer] = await lookUpMx(domain('shop.example'), [resolver], { timing });
  expect(answer).toMatchObject({ rcode: 'NXDOMAIN', strays: 1 });
});

test('thousands of MX records are counted, the first of them kept', async () => {
  const answers = Array.from(
    { length: 1500 },
    (_, i): packet.Answer => ({ name: 'shop.example', type: 'MX', ttl: 60, data: { preference: i, exchange: `m${i}` } }),
  );
  const { resolver } = await start({
    udp: (asked, send) => send(reply(asked, { flags: packet.TRUNCATED_RESPONSE, answers: [] })),
    tcp: (asked, socket) => void socket.end(overTcp(reply(asked, asked.question.type === 'MX' ? { answers } : { answers: [], flags: 3 }))),
  });
  const [answer] = await lookUpMx(domain('shop.example'), [resolver], { timing });
  expect(answer?.records.length).toBe(256);
  expect(answer?.findings.map((it) => it.message)).toContain('1500 MX records are more than senders try');
});

test('thousands of aliases in one answer are no way', async () => {
  const answers = Array.from({ length: 2000 }, (_, i): packet.Answer => ({ name: `a${i}`, type: 'CNAME', ttl: 60, data: `a${i + 1}` }));
  const { resolver } = await start({
    udp: (asked, send) => send(reply(asked, { flags: packet.TRUNCATED_RESPONSE, answers: [] })),
    tcp: (asked, socket) => void socket.end(overTcp(reply(asked, { answers }))),
  });
  const found = await find(makeAsker(resolver, { recursion: true, timing }), 'a0', 'MX');
  expect([found.isEndless, found.loops, found.aliases.length, found.records]).toEqual([true, false, 32, []]);
});

test('a name behind very many pointers is none', () => {
  const ladder = (rungs: number): Buffer =>
    Buffer.concat([
      Buffer.from([0]),
      ...Array.from({ length: rungs }, (_, i) => Buffer.from([0xc0 | (Math.max(0, 2 * i - 1) >> 8), Math.max(0, 2 * i - 1) & 0xff])),
    ]);
  expect(readName(ladder(100), 199)?.text).toBe('.');
  expect(readName(ladder(4000), 7999)).toBeUndefined();
});

test('a server that answers about the domain and is silent about addresses leaves the exchangers unknown', async () => {
  const { resolver } = await start({ udp: (asked, send) => void (asked.question.type === 'MX' && send(reply(asked))) });
  const [answer] = await lookUpMx(domain('shop.example'), [resolver], { timing: { ...timing, udp: 150 } });
  expect(answer?.findings.map((it) => `${it.severity} ${it.id}`)).toEqual(['warning exchange-unanswered']);
});
