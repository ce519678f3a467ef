import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Domain, parseDomain } from '../../../client/src/net/domain.ts';
import { parseResolver, type Resolver } from '../../../client/src/net/endpoint.ts';
import { lookUpMx } from '../../../client/src/net/mx.ts';
import type { MxAnswer } from '../../../client/src/net/results.ts';
import { type Bind, startBind } from './bind.ts';

const many = Array.from({ length: 90 }, (_, i) => `many MX ${i} mx${i}.a.long.name.for.size`).join('\n');
const records = `
shop 300 MX 10 mx1.shop
shop 300 MX 20 mx2.shop
mx1.shop A 8.8.8.8
mx1.shop AAAA 2620:fe::fe
mx2.shop CNAME mx1.shop
null MX 0 .
implicit A 8.8.4.4
alias CNAME shop
loop CNAME loop
odd MX 10 a\\.b\\000c.odd
text MX 10 192.0.2.1.
${many}`;

let bind: Bind;

beforeAll(async () => {
  bind = await startBind(records);
});
afterAll(() => bind.close());

async function ask(name: string, resolver: string): Promise<MxAnswer> {
  const answers = await lookUpMx(parseDomain(name) as Domain, [parseResolver(resolver) as Resolver], { trusted: bind.cert });
  return answers[0]!;
}

/** Our records as dig writes them. */
function asDig({ domain, records: found }: MxAnswer): readonly string[] {
  return found.map((it) => `${domain}. ${it.ttl} IN MX ${it.preference} ${it.exchange.replace(/\.?$/, '.')}`).sort();
}

test('each way of asking finds what dig finds', async () => {
  for (const name of ['shop.test', 'null.test', 'odd.test', 'text.test', 'many.test', 'missing.test']) {
    const said = await bind.dig(name);
    for (const way of [bind.plain, bind.tls, bind.https]) expect(asDig(await ask(name, way)), `${name} at ${way}`).toEqual(said);
  }
});

test('a server says who it is, and cuts what is too long for a datagram', async () => {
  const plain = await ask('many.test', bind.plain);
  expect([plain.rcode, plain.records.length, plain.server, plain.notes]).toEqual([
    'NOERROR',
    90,
    'cache-7',
    ['truncated over UDP, asked again over TCP'],
  ]);
  const secure = await ask('many.test', bind.tls);
  expect([secure.records.length, secure.notes]).toEqual([
    90,
    [expect.stringMatching(/^TLSv1\.3, the certificate is for localhost, until /)],
  ]);
});

test.each([
  ['shop.test', 'exchange-is-alias same-address'],
  ['null.test', 'null-mx'],
  ['implicit.test', 'implicit-mx'],
  ['alias.test', 'domain-is-alias exchange-is-alias same-address'],
  ['loop.test', 'alias-loop'],
  ['missing.test', 'domain-does-not-exist'],
  ['text.test', 'exchange-is-ip-address no-usable-exchange'],
])('what is found about %s: %s', async (name, ids) => {
  for (const way of [bind.plain, bind.tls, bind.https]) expect((await ask(name, way)).findings.map((it) => it.id).join(' '), way).toBe(ids);
});
