import { afterEach, expect, test } from 'vitest';
import { lookUpMx } from '../../../client/src/net/mx.ts';
import { compareAnswers } from '../../../client/src/net/mxCompare.ts';
import type { MxAnswer } from '../../../client/src/net/results.ts';
import { startWorld, type World } from './nameServers.ts';
import { domain } from './support.ts';

const timing = { udp: 5000, tries: 1, tcp: 5000 };
const running: World[] = [];

afterEach(async () => {
  for (const it of running.splice(0)) await it.close();
});

async function look(
  text: string,
  { name = 'shop.example', wait = timing, allow = true } = {},
): Promise<{ world: World; answers: readonly MxAnswer[] }> {
  const world = await startWorld(text);
  running.push(world);
  const options = { timing: wait, authoritative: true, allowPrivateAddresses: allow, nameServerPort: world.port };
  return { world, answers: await lookUpMx(domain(name), [world.resolver], options) };
}

/** One line for each name server and each of its findings. */
function drawn(answers: readonly MxAnswer[]): string {
  return answers
    .filter((it) => it.authoritative)
    .flatMap(({ resolver, rcode, serial, records, findings }) => [
      [
        resolver.name,
        resolver.address,
        rcode,
        serial ?? '-',
        ...records.map((it) => `${it.exchange}=${it.addresses.map(({ ip }) => ip)}`),
      ].join(' '),
      ...findings.filter((it) => it.id !== 'exchange-not-public').map((it) => `  ${it.severity}: ${it.message} (${it.id})`),
    ])
    .map((it) => it.replace(/:\d{4,5}/g, ''))
    .join('\n');
}

const above = `
  127.0.0.2 . 1
    . NS a.root.example
    a.root.example A 127.0.0.2
    example NS ns.example
    ns.example A 127.0.0.3
  127.0.0.3 example 1
    example NS ns.example
    ns.example A 127.0.0.3`;

test('the servers that the zone above delegates to are asked without recursion, and their serials compared', async () => {
  const { answers, world } = await look(`${above}
    shop.example NS ns1.shop.example
    shop.example NS ns2.shop.example
    ns1.shop.example A 127.0.0.4
    ns2.shop.example A 127.0.0.5
  127.0.0.4 shop.example 7
    shop.example NS ns1.shop.example
    shop.example NS ns2.shop.example
    ns1.shop.example A 127.0.0.4
    ns2.shop.example A 127.0.0.5
    shop.example MX 10 mx.shop.example
    mx.shop.example A 8.8.8.8
  127.0.0.5 shop.example 6 hidden
    shop.example MX 10 old.shop.example
    old.shop.example A 8.8.4.4`);
  expect(drawn(answers)).toBe(`\
ns1.shop.example 127.0.0.4 NOERROR 7 mx.shop.example=8.8.8.8
ns2.shop.example 127.0.0.5 NOERROR 6 old.shop.example=8.8.4.4`);
  expect(compareAnswers(answers).map((it) => it.id)).toEqual(['resolvers-disagree', 'serials-differ']);
  expect(world.asked[0]).toBe('127.0.0.3 shop.example NS');
});

test('a delegation is followed over several steps, with the glue where only that leads on', async () => {
  const { answers, world } = await look(
    `
  127.0.0.2 example 1
    example NS ns.example
    ns.example A 127.0.0.2
    dept.example NS ns.dept.example
    ns.dept.example A 127.0.0.3
  127.0.0.3 dept.example 1 hidden
    shop.dept.example NS ns.shop.dept.example
    ns.shop.dept.example A 127.0.0.4
  127.0.0.4 shop.dept.example 3 hidden
    shop.dept.example MX 10 mx.shop.dept.example
    mx.shop.dept.example A 8.8.8.8`,
    { name: 'shop.dept.example' },
  );
  expect(drawn(answers)).toMatch(/^ns\.shop\.dept\.example 127\.0\.0\.4 NOERROR 3 mx\.shop\.dept\.example=8\.8\.8\.8\n/);
  expect(world.asked.slice(0, 2)).toEqual(['127.0.0.2 shop.dept.example NS', '127.0.0.3 shop.dept.example NS']);
});

test('where the zone above and the zone itself differ about servers or addresses, each difference is told', async () => {
  const { answers } = await look(`${above}
    shop.example NS ns1.shop.example
    shop.example NS ns3.elsewhere.example
    ns1.shop.example A 127.0.0.9
    ns3.elsewhere.example A 127.0.0.4
  127.0.0.4 shop.example 7
    shop.example NS ns1.shop.example
    shop.example NS ns2.shop.example
    ns1.shop.example A 127.0.0.4
    ns2.shop.example A 127.0.0.4
    shop.example MX 10 mx.shop.example
    mx.shop.example A 8.8.8.8`);
  expect(drawn(answers)).toBe(`\
ns1.shop.example 127.0.0.4 NOERROR 7 mx.shop.example=8.8.8.8
  warning: the zone above has ns1.shop.example at 127.0.0.9, and the zone itself at 127.0.0.4 (glue-differs)
ns2.shop.example 127.0.0.4 NOERROR 7 mx.shop.example=8.8.8.8
  warning: shop.example names ns2.shop.example, to which the zone above sends nobody, so it helps only who asked before (delegation-differs)
ns3.elsewhere.example 127.0.0.4 NOERROR 7 mx.shop.example=8.8.8.8
  warning: the zone above sends resolvers to ns3.elsewhere.example, which shop.example itself does not name (delegation-differs)`);
});

test('a server that is lame, silent, proxied, an alias or without an address is told with what it is', async () => {
  const names = ['lame', 'silent', 'proxied', 'alias', 'none'].map((it) => `shop.example NS ${it}.example`).join('\n');
  const { answers } = await look(
    `${above}
    ${names}
    lame.example A 127.0.0.4
    silent.example A 127.0.0.5
    proxied.example A 127.0.0.6
    alias.example CNAME real.example
    real.example A 127.0.0.7
  127.0.0.4 shop.example 1 lame
  127.0.0.5 shop.example 1 silent
  127.0.0.6 shop.example 1 proxied
    shop.example MX 10 evil.example
  127.0.0.7 shop.example 1
    ${names}
    shop.example MX 10 mx.shop.example
    mx.shop.example A 8.8.8.8`,
    { wait: { ...timing, udp: 200 } },
  );
  expect(drawn(answers)).toBe(`\
alias.example 127.0.0.7 NOERROR 1 mx.shop.example=8.8.8.8
  warning: the name server alias.example is an alias for real.example, which RFC 2181 section 10.3 forbids (name-server-is-alias)
lame.example 127.0.0.4 REFUSED -
  error: this name server does not answer for the domain (REFUSED), so part of the look-ups of senders fail (lame-name-server)
none.example  UNREACHABLE -
  error: the name server none.example has no address: the name does not exist, so nobody can ask it (name-server-without-address)
proxied.example 127.0.0.6 NOERROR - evil.example=
  error: a resolver answers here in place of the name server (RA and no AA), or somebody on the way does, so part of the look-ups of senders fail (lame-name-server)
silent.example 127.0.0.5 TIMEOUT -
  error: no answer can be shown: no answer to 1 questions of 200 ms each (no-answer)`);
});

test('servers of the zone above that send upwards or say nothing leave the word of the resolver', async () => {
  const below = `
  127.0.0.4 shop.example 7
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
    shop.example MX 10 mx.shop.example
    mx.shop.example A 8.8.8.8`;
  const parent = (quirk: string): string => `
  127.0.0.2 example 1
    example NS ns.example
    ns.example A 127.0.0.3
  127.0.0.3 example 1 ${quirk}${below}`;
  for (const quirk of ['upward', 'silent', 'lame']) {
    const { answers } = await look(parent(quirk), { wait: { ...timing, udp: 200 } });
    expect(drawn(answers)).toBe('ns1.shop.example 127.0.0.4 NOERROR 7 mx.shop.example=8.8.8.8');
  }
});

test('an alias at the top of a zone is told, and its records found', async () => {
  const { answers } = await look(`${above}
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
    real.example MX 10 mx.real.example
    mx.real.example A 8.8.8.8
  127.0.0.4 shop.example 7
    shop.example CNAME real.example
    ns1.shop.example A 127.0.0.4`);
  expect(drawn(answers)).toBe(`\
ns1.shop.example 127.0.0.4 NOERROR - mx.real.example=8.8.8.8
  info: shop.example is an alias for real.example, so the MX records of that name count (domain-is-alias)
  warning: shop.example is a zone and an alias, which RFC 1034 section 3.6.2 forbids, so what else stands at that name comes and goes (alias-at-apex)`);
});

test('a domain that is an alias inside a zone is not taken for a zone of its target', async () => {
  const { answers } = await look(
    `${above}
    www.example CNAME shop.example
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
  127.0.0.4 shop.example 7
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
    shop.example MX 10 mx.shop.example
    mx.shop.example A 8.8.8.8`,
    { name: 'www.example' },
  );
  expect(drawn(answers)).toBe(`\
ns.example 127.0.0.3 NOERROR 1 mx.shop.example=8.8.8.8
  info: www.example is an alias for shop.example, so the MX records of that name count (domain-is-alias)`);
});

test('a wildcard is told, below a domain and in place of one', async () => {
  const zone = `${above}
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
  127.0.0.4 shop.example 7
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
    shop.example MX 10 mx.shop.example
    *.shop.example MX 10 mx.shop.example
    real.shop.example MX 10 mx2.shop.example
    mx.shop.example A 8.8.8.8
    mx2.shop.example A 8.8.4.4`;
  const foundAt = async (name: string): Promise<string | undefined> => {
    const { answers } = await look(zone, { name });
    return answers.at(-1)?.findings.map((it) => `${it.severity}: ${it.message}`)[0];
  };
  expect(await foundAt('shop.example')).toBe(
    'info: every name below shop.example has MX records, so mail to a mistyped subdomain is not refused by DNS',
  );
  expect(await foundAt('reel.shop.example')).toBe(
    'warning: reel.shop.example may be mistyped: any other name below shop.example has the same MX records, because a wildcard answers',
  );
  expect(await foundAt('real.shop.example')).toBeUndefined();
});

test('nothing at a private address is asked without leave, neither above nor in the zone', async () => {
  const { answers, world } = await look(
    `${above}
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
  127.0.0.4 shop.example 7
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4`,
    { allow: false },
  );
  expect(drawn(answers)).toBe(`\
ns1.shop.example 127.0.0.4 NOT-ASKED -
  info: ns1.shop.example is at 127.0.0.4 (loopback) and was not asked (name-server-not-public)`);
  expect(world.asked).toEqual([]);
});

test('the first resolver that answers shows the way, not a dead one before it', async () => {
  const world = await startWorld(`${above}
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
  127.0.0.4 shop.example 7
    shop.example NS ns1.shop.example
    ns1.shop.example A 127.0.0.4
    shop.example MX 10 mx.shop.example
    mx.shop.example A 8.8.8.8`);
  running.push(world);
  const dead = { ...world.resolver, name: 'dead', address: '127.0.0.99' };
  const answers = await lookUpMx(domain('shop.example'), [dead, world.resolver], {
    timing,
    authoritative: true,
    allowPrivateAddresses: true,
    nameServerPort: world.port,
  });
  expect(answers.map((it) => `${it.resolver.name} ${it.rcode}`)).toEqual([
    'dead REFUSED-CONNECTION',
    'resolver NOERROR',
    'ns1.shop.example NOERROR',
  ]);
});

test('a cancelled look-up ends, wherever it is', async () => {
  const world = await startWorld(
    `${above}\n    shop.example NS ns1.shop.example\n    ns1.shop.example A 127.0.0.4\n  127.0.0.4 shop.example 7 silent`,
  );
  running.push(world);
  const controller = new AbortController();
  const answers = await lookUpMx(domain('shop.example'), [world.resolver], {
    timing: { udp: 60_000, tries: 2, tcp: 60_000 },
    authoritative: true,
    allowPrivateAddresses: true,
    nameServerPort: world.port,
    signal: controller.signal,
    progress: (it) => {
      if (it.startsWith('Asking the name server')) setTimeout(() => controller.abort(), 50);
    },
  });
  expect(answers.map((it) => `${it.resolver.name} ${it.rcode}`)).toEqual(['resolver NOERROR', 'ns1.shop.example CANCELLED']);
});
