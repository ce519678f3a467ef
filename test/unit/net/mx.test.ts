import { afterEach, expect, test } from 'vitest';
import type { Resolver } from '../../../client/src/net/endpoint.ts';
import { type LookUpOptions, lookUpMx } from '../../../client/src/net/mx.ts';
import { compareAnswers } from '../../../client/src/net/mxCompare.ts';
import { renderMx } from '../../../client/src/net/render.ts';
import type { MxAnswer } from '../../../client/src/net/results.ts';
import { type DnsServer, startDnsServer } from '../../../scripts/demo/dnsServer.ts';
import { zone as demoZone, staleZone, type Zone, type ZoneRecord } from '../../../scripts/demo/zone.ts';
import { domain, resolverAt } from './support.ts';

const timing = { udp: 5000, tries: 1, tcp: 5000 };
const running: DnsServer[] = [];

afterEach(async () => {
  for (const it of running.splice(0)) await it.close();
});

/** A zone as text: `name TYPE data`, one record a line; a name alone exists without records. The TTL is 300. */
function zone(text: string): Zone {
  const records = new Map<string, ZoneRecord[]>();
  for (const line of text.trim().split('\n')) {
    const [name = '', type, ...data] = line.trim().split(/\s+/);
    const list = records.get(name) ?? [];
    records.set(name, list);
    if (type === 'MX') list.push({ type, ttl: 300, data: { preference: Number(data[0]), exchange: data[1] ?? '' } });
    else if (type === 'A' || type === 'AAAA' || type === 'CNAME' || type === 'NS') list.push({ type, ttl: 300, data: data[0] ?? '' });
  }
  return records;
}

async function serve(records: Zone, name = 'test'): Promise<Resolver> {
  const server = await startDnsServer(() => records);
  running.push(server);
  return resolverAt(server.port, name);
}

async function lookUp(records: string, name = 'shop.example', options: LookUpOptions = {}): Promise<MxAnswer> {
  const [answer] = await lookUpMx(domain(name), [await serve(zone(records))], { timing, ...options });
  if (!answer) throw new Error('no answer');
  return answer;
}

/** Records, then findings, as they are printed; without the resolver and the time. */
function drawn(answer: MxAnswer): string {
  return renderMx(answer).split('\n').slice(1).join('\n');
}

test('exchangers stand in the order of preference, with addresses of both families and their TTLs', async () => {
  const answer = await lookUp(`
    shop.example MX 20 mx2.shop.example
    shop.example MX 10 mx1.shop.example
    mx1.shop.example A 8.8.8.8
    mx1.shop.example AAAA 2620:fe::fe
    mx2.shop.example A 8.8.4.4`);
  expect(answer).toMatchObject({ domain: 'shop.example', rcode: 'NOERROR', authoritative: false, findings: [], notes: [] });
  expect(answer.records).toEqual([
    {
      preference: 10,
      exchange: 'mx1.shop.example',
      ttl: 300,
      addresses: [
        { ip: '8.8.8.8', ttl: 300, family: 4 },
        { ip: '2620:fe::fe', ttl: 300, family: 6 },
      ],
    },
    { preference: 20, exchange: 'mx2.shop.example', ttl: 300, addresses: [{ ip: '8.8.4.4', ttl: 300, family: 4 }] },
  ]);
});

test('every way for an exchanger to lead nowhere is a finding', async () => {
  const answer = await lookUp(`
    shop.example MX 10 good.shop.example
    shop.example MX 20 empty.shop.example
    shop.example MX 30 missing.shop.example
    shop.example MX 40 192.0.2.1
    shop.example MX 50 loop.shop.example
    good.shop.example A 8.8.8.8
    empty.shop.example
    loop.shop.example CNAME pool.shop.example
    pool.shop.example CNAME loop.shop.example`);
  expect(drawn(answer)).toBe(`\
     10 good.shop.example     for 5 min  8.8.8.8 (5 min)
     20 empty.shop.example    for 5 min  the name exists and has no address
     30 missing.shop.example  for 5 min  the name does not exist
     40 192.0.2.1             for 5 min  an IP address, not a host name
     50 loop.shop.example     for 5 min  its aliases lead in a circle: loop.shop.example to pool.shop.example to loop.shop.example
  warning: empty.shop.example has no address, so senders lose time before they try the next one (exchange-without-address)
  warning: missing.shop.example does not exist, so senders lose time before they try the next one (exchange-does-not-exist)
  warning: the MX record holds the IP address 192.0.2.1 where a host name belongs, so senders lose time before they try the next one (exchange-is-ip-address)
  warning: the aliases of loop.shop.example lead in a circle or never end, so senders lose time before they try the next one (exchange-alias-loop)
`);
});

test('without a usable exchanger there is no way back to the address of the domain', async () => {
  const answer = await lookUp(`
    shop.example MX 10 gone.shop.example
    shop.example A 8.8.8.8`);
  expect(drawn(answer)).toBe(`\
     10 gone.shop.example  for 5 min  the name does not exist
  error: gone.shop.example does not exist, so nothing can be delivered there (exchange-does-not-exist)
  error: the only MX record leads nowhere and senders do not fall back to the address of shop.example, so its mail bounces or waits (no-usable-exchange)
`);
});

test('an exchanger that is an alias, repeated, or no host name is remarked on', async () => {
  const answer = await lookUp(`
    shop.example MX 10 mail.shop.example
    shop.example MX 20 mail_2.shop.example
    shop.example MX 30 mail.shop.example
    mail.shop.example CNAME real.shop.example
    real.shop.example A 8.8.8.8
    mail_2.shop.example A 8.8.4.4`);
  expect([...new Set(answer.findings.map((it) => `${it.severity} ${it.id}`))]).toEqual([
    'warning exchange-is-alias',
    'warning exchange-not-a-host-name',
    'warning exchange-repeated',
  ]);
  expect(answer.records[0]).toMatchObject({ alias: 'real.shop.example', note: 'an alias for real.shop.example' });
});

test('an exchanger at an address that is not public is remarked on, however it is written', async () => {
  const answer = await lookUp(`
    shop.example MX 10 mx.shop.example
    mx.shop.example A 10.1.2.3
    mx.shop.example AAAA 64:ff9b::7f00:1
    mx.shop.example AAAA ::ffff:169.254.169.254`);
  expect(answer.findings.map((it) => it.message)).toEqual([
    'mx.shop.example leads to 10.1.2.3 (private, RFC 1918), so nobody outside your network reaches it',
    'mx.shop.example leads to 64:ff9b::7f00:1 (loopback, as 127.0.0.1 inside IPv6), so nobody outside your network reaches it',
    'mx.shop.example leads to ::ffff:a9fe:a9fe (link-local, as 169.254.169.254 inside IPv6), so nobody outside your network reaches it',
  ]);
});

test('a null MX says that no mail is taken, and contradicts every other record', async () => {
  expect((await lookUp('shop.example MX 0 .')).findings.map((it) => it.id)).toEqual(['null-mx']);
  expect((await lookUp('shop.example MX 10 .')).findings.map((it) => it.id)).toEqual(['null-mx', 'null-mx-preference']);
  const both = await lookUp('shop.example MX 0 .\nshop.example MX 10 mx.shop.example\nmx.shop.example A 8.8.8.8');
  expect(both.findings.map((it) => `${it.severity} ${it.id}`)).toEqual(['error null-mx-with-others']);
});

test('without MX records the domain itself is the exchanger, if it has an address', async () => {
  const implicit = await lookUp('shop.example A 8.8.8.8');
  expect(implicit.records).toMatchObject([{ preference: 0, exchange: 'shop.example', addresses: [{ ip: '8.8.8.8' }] }]);
  expect(implicit.findings.map((it) => it.id)).toEqual(['implicit-mx']);
  expect(implicit.negativeTtl).toBe(300);
  const nothing = await lookUp('shop.example NS ns.shop.example');
  expect(nothing.findings.map((it) => it.id)).toEqual(['no-exchange']);
});

test('a domain that does not exist, and a server that does not answer for it', async () => {
  const missing = await lookUp('other.example A 8.8.8.8');
  expect(missing).toMatchObject({ rcode: 'NXDOMAIN', negativeTtl: 300, findings: [{ id: 'domain-does-not-exist', severity: 'error' }] });
  expect(await lookUp('shop.example A 8.8.8.8', 'shop.invalid')).toMatchObject({ rcode: 'REFUSED', findings: [{ id: 'not-answered' }] });
});

test('an alias for the whole domain is followed, and a circle of them named', async () => {
  const alias = await lookUp(`
    shop.example CNAME real.example
    real.example MX 10 mx.real.example
    mx.real.example A 8.8.8.8`);
  expect(alias.records).toMatchObject([{ exchange: 'mx.real.example' }]);
  expect(alias.findings.map((it) => it.message)).toEqual([
    'shop.example is an alias for real.example, so the MX records of that name count',
  ]);
  const loop = await lookUp('shop.example CNAME a.example\na.example CNAME shop.example');
  expect(loop.findings.map((it) => it.id)).toEqual(['alias-loop']);
});

test('of very many exchangers 64 are looked up, within a budget of questions', async () => {
  const many = Array.from({ length: 80 }, (_, i) => `shop.example MX ${i} mx${i}.shop.example\nmx${i}.shop.example A 8.8.8.8`).join('\n');
  const answer = await lookUp(many);
  expect(answer.records.length).toBe(80);
  expect(answer.notes).toContain('truncated over UDP, asked again over TCP');
  expect(answer.findings.map((it) => it.id)).toContain('many-exchanges');
  expect(answer.records.filter((it) => 0 < it.addresses.length).length).toBeLessThanOrEqual(50);
});

test('name servers of the domain are asked without recursion, with the serial of the zone', async () => {
  const resolver = await serve(demoZone, 'demo');
  const progress: string[] = [];
  const answers = await lookUpMx(domain('shop.example'), [resolver], { timing, authoritative: true, progress: (it) => progress.push(it) });
  expect(answers.map((it) => `${it.resolver.name} ${it.authoritative} ${it.rcode} ${it.serial ?? '-'}`)).toEqual([
    'demo false NOERROR -',
    'ns1.shop.example true NOERROR 2026112103',
  ]);
  expect(progress).toEqual([
    'Asking demo for the mail exchangers of shop.example',
    'Following the delegation of shop.example',
    'Asking the name server ns1.shop.example [127.0.0.1]',
  ]);
});

test('a name server at a private address is left alone, one that does not answer for the domain is lame', async () => {
  const records = zone(`
    shop.example NS ns1.shop.example
    shop.example NS ns2.shop.example
    shop.example NS ns3.shop.example
    shop.example MX 10 mx.shop.example
    mx.shop.example A 8.8.8.8
    ns1.shop.example A 127.0.0.3
    ns2.shop.example A 127.0.0.1
    ns3.shop.example`);
  const [, ...own] = await lookUpMx(domain('shop.example'), [await serve(records)], { timing, authoritative: true });
  expect(own.map((it) => `${it.resolver.name} ${it.rcode} ${it.findings.map((found) => found.id).join(' ')}`.trim())).toEqual([
    'ns1.shop.example NOT-ASKED name-server-not-public',
    'ns2.shop.example NOERROR',
    'ns3.shop.example UNREACHABLE name-server-without-address',
  ]);
});

test('resolvers that disagree are told apart, with the time until the older answer ends', async () => {
  const fresh = await serve(demoZone, 'fresh');
  const stale = await serve(staleZone(60), 'stale');
  const answers = await lookUpMx(domain('shop.example'), [fresh, stale], { timing, authoritative: true });
  expect(compareAnswers(answers).map((it) => it.message)).toEqual([
    'the answers differ, so mail goes to more than one place: fresh, ns1.shop.example gives mx1.shop.example, mx2.shop.example for at most 60 min more; stale gives mail.oldhost.example for at most 4 min more',
    'older than what the zone says now: stale (for at most 4 min)',
  ]);
  expect(compareAnswers(answers.filter((it) => it.resolver.name !== 'stale'))).toEqual([]);
});

test('a cancelled look-up is an answer', async () => {
  const answer = await lookUp('shop.example A 8.8.8.8', 'shop.example', { signal: AbortSignal.abort() });
  expect(answer).toMatchObject({ rcode: 'CANCELLED', records: [], findings: [{ id: 'cancelled' }] });
});
