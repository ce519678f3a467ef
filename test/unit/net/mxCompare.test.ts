import type packet from 'dns-packet';
import { afterEach, expect, test } from 'vitest';
import { lookUpMx } from '../../../client/src/net/mx.ts';
import { compareAnswers, duration, isNewer, propagation } from '../../../client/src/net/mxCompare.ts';
import type { MxAnswer } from '../../../client/src/net/results.ts';
import { type HostileDns, reply, startHostileDns } from './hostileDns.ts';
import { startWorld, type World } from './nameServers.ts';
import { domain } from './support.ts';

const running: (HostileDns | World)[] = [];

afterEach(async () => {
  for (const it of running.splice(0)) await it.close();
});

/** Reads an answer: "NAME RCODE [PREFERENCE EXCHANGE TTL IP@TTL], …"; `!7` before the name marks a name server with serial 7. */
function answer(drawn: string, more: Partial<MxAnswer> = {}): MxAnswer {
  const [head = '', ...rows] = drawn.split(', ');
  const [, serial, name = '', rcode = ''] = /^(?:!(\d*) )?(\S+) (\S+)$/.exec(head) ?? [];
  const records = rows.map((row) => {
    const [preference, exchange = '', ttl, ...found] = row.split(' ');
    const addresses = found.map((it) => ({ ip: it.split('@')[0]!, ttl: Number(it.split('@')[1]), family: 4 as const }));
    return { preference: Number(preference), exchange, ttl: Number(ttl), addresses };
  });
  const own = serial ? { serial: Number(serial) } : {};
  const base = { domain: 'shop.example', resolver: { name, address: '' }, findings: [], notes: [], ms: 0 };
  return { ...base, authoritative: head.startsWith('!'), rcode, records, ...own, ...more };
}

function compared(...answers: readonly MxAnswer[]): readonly string[] {
  return compareAnswers(answers).map((it) => `${it.severity}: ${it.message}`);
}

test('serials are compared around the end of their numbers', () => {
  expect([isNewer(2, 1), isNewer(1, 2), isNewer(1, 1), isNewer(5, 4294967290), isNewer(4294967290, 5)]).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(compared(answer('!7 ns1 NOERROR'), answer('!9 ns2 NOERROR'))).toEqual([
    'warning: ns1 with 7 is behind ns2 with serial 9, so the zone is not the same everywhere',
  ]);
});

test('seconds are said as people say them', () => {
  expect([0, 119, 300, 7199, 7200, 86400, 172800].map(duration)).toEqual(['0 s', '119 s', '5 min', '120 min', '2 h', '24 h', '2 days']);
});

test('the newest name server that speaks for the zone is the truth, and who says something else is behind', () => {
  const lame = { findings: [{ id: 'lame-name-server', severity: 'error' as const, message: '' }] };
  const answers = [
    answer('stale NOERROR, 10 old.example 240'),
    answer('fresh NOERROR, 10 new.example 3600'),
    answer('broken SERVFAIL'),
    answer('!99 lame NOERROR, 10 evil.example 9', lame),
    answer('!7 ns1 NOERROR, 10 old.example 3600'),
    answer('!8 ns2 NOERROR, 10 new.example 3600'),
  ];
  const known = propagation(answers);
  expect(known?.truth.resolver.name).toBe('ns2');
  expect(known?.older.map((it) => `${it.answer.resolver.name} ${it.seconds}`)).toEqual(['stale 240']);
  expect(propagation(answers.slice(0, 4))).toBeUndefined();
});

test('that there was nothing before lasts as long as the zone says for that, whatever address stands in', () => {
  const zone = answer('!7 ns1 NOERROR, 10 new.example 3600');
  expect(compared(answer('a NXDOMAIN', { negativeTtl: 300 }), zone)).toEqual([
    'warning: the answers differ, so mail goes to more than one place: a says that the domain does not exist for at most 5 min more; ns1 gives new.example',
    'info: older than what the zone says now: a (for at most 5 min)',
  ]);
  const implicit = answer('b NOERROR, 0 shop.example 9000 8.8.8.8@9000', { negativeTtl: 60 });
  expect(compared(implicit, zone)).toContain('info: older than what the zone says now: b (for at most 60 s)');
});

test('an exchanger that moved to another address under its name is told too', () => {
  expect(
    compared(
      answer('a NOERROR, 10 mx.example 300 8.8.8.8@240'),
      answer('b NOERROR, 10 mx.example 300 8.8.4.4@300'),
      answer('!7 ns1 NOERROR, 10 mx.example 300 8.8.4.4@300'),
    ),
  ).toEqual(['info: a has mx.example at 8.8.8.8 (for at most 4 min), and the zone at 8.8.4.4']);
});

test('before a move a long TTL is told, of the zone where it is known, and not of a null MX', () => {
  expect(compared(answer('a NOERROR, 10 mx.example 80000 8.8.8.8@300'))).toEqual([
    'info: caches keep the MX records for 22 h, so before a move lower the TTL that long ahead',
  ]);
  expect(compared(answer('a NOERROR, 10 mx.example 300 8.8.8.8@86400'))).toEqual([
    'info: caches keep the addresses of the mail exchangers for 24 h, so before a move lower the TTL that long ahead',
  ]);
  expect(compared(answer('a NOERROR, 10 mx.example 80000'), answer('!7 ns1 NOERROR, 10 mx.example 300'))).toEqual([]);
  expect(compared(answer('a NOERROR, 0 . 86400'))).toEqual([]);
});

test('a resolver that is behind is asked three times, because behind its address may be several caches', async () => {
  const world = await startWorld(`
    127.0.0.2 shop.example 7
      shop.example NS ns1.shop.example
      ns1.shop.example A 127.0.0.2
      shop.example MX 10 new.shop.example 3600
      new.shop.example A 8.8.8.8`);
  running.push(world);
  const ages = [100, 240, 30];
  const old = await startHostileDns({
    udp: (asked, send) => {
      const { name, type } = asked.question;
      const answers: packet.Answer[] =
        type === 'MX' ? [{ name, type, ttl: ages.shift() ?? 0, data: { preference: 10, exchange: 'old.example' } }] : [];
      send(reply(asked, { answers }));
    },
  });
  running.push(old);
  const answers = await lookUpMx(domain('shop.example'), [world.resolver, { ...old.resolver, name: 'old' }], {
    authoritative: true,
    allowPrivateAddresses: true,
    nameServerPort: world.port,
  });
  expect(propagation(answers)?.older.map((it) => `${it.answer.resolver.name} ${it.seconds}`)).toEqual(['old 240']);
  expect(answers[1]?.notes).toEqual(['asked 3 times, several caches answer here: old.example, the old answer for at most 4 min']);
});
