import { afterEach, expect, test } from 'vitest';
import { lookUpMx } from '../../../client/src/net/mx.ts';
import type { Self } from '../../../client/src/net/mxSelf.ts';
import { startWorld, type World } from './nameServers.ts';
import { domain } from './support.ts';

const running: World[] = [];

afterEach(async () => {
  for (const it of running.splice(0)) await it.close();
});

/** What is found about shop.example with these records. */
async function found(records: string, self?: Self): Promise<readonly string[]> {
  const world = await startWorld(`127.0.0.2 example 1\n${records}`);
  running.push(world);
  const [answer] = await lookUpMx(domain('shop.example'), [world.resolver], { self });
  return (answer?.findings ?? []).map((it) => `${it.severity}: ${it.message}`);
}

test('exchangers with the same preference, and spares at the same address, are told', async () => {
  expect(
    await found(`
      shop.example MX 10 mx1.example
      shop.example MX 10 mx2.example
      shop.example MX 20 mx3.example
      mx1.example A 8.8.8.8
      mx2.example A 8.8.4.4
      mx3.example A 8.8.8.8`),
  ).toEqual([
    'info: mx1.example and mx2.example have the same preference 10, so each sender picks one of them',
    'info: mx1.example and mx3.example lead to the same address 8.8.8.8, so one is no spare for the other',
  ]);
});

test('a domain that is its own exchanger is told, and no error', async () => {
  expect(await found('shop.example MX 10 shop.example\nshop.example A 8.8.8.8')).toEqual([
    'info: shop.example is its own mail exchanger, so its mail goes where its address leads',
  ]);
});

test('an address that only translation leads to is told, also where the address inside is public', async () => {
  expect(await found('shop.example MX 10 mx.example\nmx.example AAAA 64:ff9b::808:808')).toEqual([
    'warning: mx.example leads to 64:ff9b::808:808, which is 8.8.8.8 as a NAT64 address: either your resolver made it up, or only some networks reach it',
  ]);
  expect(await found('shop.example A 127.0.0.1')).toEqual([
    'info: shop.example has no MX record, so senders deliver to the address of the domain itself',
    'warning: shop.example leads to 127.0.0.1 (loopback), so nobody outside your network reaches it',
  ]);
});

test('a chain of aliases is followed eight questions long, and keeps no longer than its shortest link', async () => {
  const chain = (length: number): string =>
    Array.from({ length }, (_, i) => `${i === 0 ? 'shop' : `a${i}`}.example CNAME a${i + 1}.example ${300 - i}`).join('\n');
  const world = await startWorld(`127.0.0.2 example 1\n${chain(4)}\na4.example MX 10 mx.example\nmx.example A 8.8.8.8`);
  running.push(world);
  const [answer] = await lookUpMx(domain('shop.example'), [world.resolver]);
  expect(answer?.records).toMatchObject([{ exchange: 'mx.example', ttl: 297 }]);
  const endless =
    'a1.example, then a2.example, then a3.example, then a4.example, then a5.example, then a6.example, then a7.example, then a8.example';
  expect(await found(`${chain(20)}\na20.example MX 10 mx.example`)).toEqual([
    `error: shop.example is an alias for ${endless} and so on, and nobody follows that far`,
  ]);
});

test('the aliases of an exchanger come with their TTLs', async () => {
  const world = await startWorld(`127.0.0.2 example 1
    shop.example MX 10 mx.example
    mx.example CNAME pool.example 120
    pool.example A 8.8.8.8 60`);
  running.push(world);
  const [answer] = await lookUpMx(domain('shop.example'), [world.resolver]);
  expect(answer?.records).toMatchObject([
    { alias: 'pool.example', aliases: [{ name: 'pool.example', ttl: 120 }], addresses: [{ ip: '8.8.8.8', ttl: 60 }] },
  ]);
});

const records = `
  shop.example MX 10 mx1.example
  shop.example MX 20 mx2.example
  mx1.example A 8.8.8.8
  mx2.example A 8.8.4.4
  mail.example A 1.1.1.1
  inside.example A 10.0.0.1
  front.example CNAME mx1.example`;

test.each([
  [
    'another host',
    { names: ['mail.example'], addresses: [] },
    'warning: mail for shop.example goes to mx1.example, mx2.example and not to mail.example, so mail from outside does not come to the server that this configuration describes',
  ],
  [
    'another address',
    { names: [], addresses: ['1.1.1.1'] },
    'warning: mail for shop.example goes to mx1.example, mx2.example and not to 1.1.1.1, so mail from outside does not come to the server that this configuration describes',
  ],
  [
    'the spare',
    { names: ['mail.example'], addresses: ['8.8.4.4'] },
    'info: mail.example is a spare for shop.example: senders try mx1.example first',
  ],
  ['the first one, by name', { names: ['MX1.example'], addresses: [] }, undefined],
  ['the first one, by address', { names: ['gone.example'], addresses: ['8.8.8.8'] }, undefined],
  ['the first one, behind an alias', { names: ['front.example'], addresses: [] }, undefined],
  ['a host that is known inside only', { names: ['inside.example', 'gone.example'], addresses: ['127.0.0.1', '192.168.0.1'] }, undefined],
])('the configuration describes %s', async (_, self, finding) => {
  expect(await found(records, self)).toEqual(finding === undefined ? [] : [finding]);
});
