import { expect, test } from 'vitest';
import { type Proxy, parseProxy } from '../../../client/src/net/endpoint.ts';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { dialogue, startHostileMail } from './hostileMail.ts';
import { type SocksScript, startSocksProxy } from './socksProxy.ts';
import { address, expectTable } from './support.ts';

const unknown = { RCPT: () => '550 5.1.1 no' };
const connected = [5, 0, 0, 1, 127, 0, 0, 1, 0, 0];

function proxyAt(port: number, login?: Proxy['login']): Proxy {
  return { kind: 'proxy', host: '127.0.0.1', port, ...(login ? { login } : {}) };
}

/** Probes the server at the far end of a proxy that plays this script. */
async function probeThrough(
  script: Omit<SocksScript, 'to'>,
  login?: Proxy['login'],
  ip = '127.0.0.1',
): Promise<{ readonly result: ProbeResult; readonly heard: readonly string[]; readonly port: number }> {
  const mail = await startHostileMail((socket, seen) => dialogue(socket, seen, unknown));
  const proxy = await startSocksProxy({ ...script, to: mail.port });
  const [result] = await probeRecipient([address('ann@shop.example')], {
    server: { kind: 'server', host: { kind: 'ip', ip }, port: mail.port },
    resolvers: [],
    proxy: proxyAt(proxy.port, login),
    deadlines: { connect: 1000 },
    mayContact: async () => true,
  });
  await Promise.all([proxy.close(), mail.close()]);
  return { result: result!, heard: proxy.heard, port: mail.port };
}

/** An IPv4 request is 10 octets long, one for IPv6 22. */
const open = {
  turns: [
    { wait: 3, say: [5, 0] },
    { wait: 10, say: connected },
  ],
};

test('a probe goes through a proxy that wants no login, to an address and never to a name', async () => {
  const { result, heard, port } = await probeThrough(open);
  expect(result).toMatchObject({ verdict: 'unknown-user', ip: '127.0.0.1', port });
  expect(heard).toEqual([`050100 050100017f000001${port.toString(16).padStart(4, '0')} `]);
  expect(result.transcript[0]?.text).toMatch(/^connecting to 127\.0\.0\.1:\d+ through the proxy 127\.0\.0\.1:\d+$/);
});

test('a login is given where the proxy asks for it, and shown nowhere', async () => {
  const login = { user: 'joe', password: 'geheim' };
  const turns = [
    { wait: 4, say: [5, 2] },
    { wait: 12, say: [1, 0] },
    { wait: 10, say: connected },
  ];
  const { result, heard } = await probeThrough({ turns }, login);
  expect(result.verdict).toBe('unknown-user');
  expect(heard[0]).toMatch(/^05020002 01036a6f650667656865696d 05010001/);
  expect(JSON.stringify(result)).not.toContain('geheim');
});

test('an IPv6 address stands in the request as such', async () => {
  const turns = [
    { wait: 3, say: [5, 0] },
    { wait: 22, say: [5, 0, 0, 4, ...Array(18).fill(0)] },
  ];
  const { result, heard } = await probeThrough({ turns }, undefined, '::1');
  expect(result.verdict).toBe('unknown-user');
  expect(heard[0]).toMatch(/^050100 0501000400000000000000000000000000000001/);
});

test('a greeting that comes in one breath with the answer of the proxy is not lost', async () => {
  const { result } = await probeThrough({ ...open, glued: '421 4.3.2 too ' });
  // The server behind the proxy goes on with its own greeting.
  expect(result.text).toBe('421 4.3.2 too 220 evil ESMTP');
});

test('what the proxy says of the way is about the server, and everything else about the proxy', async () => {
  const answered = async (...say: readonly number[]): Promise<string> => {
    const { result } = await probeThrough({
      turns: [
        { wait: 3, say: [5, 0] },
        { wait: 10, say: [...say, 0, 1, 0, 0, 0, 0, 0, 0] },
      ],
    });
    return `${result.verdict} ${result.failure}: ${result.text.replace(/127\.0\.0\.1:\d+/, 'P')}`;
  };
  expect([await answered(5, 3), await answered(5, 4), await answered(5, 5), await answered(5, 6)]).toEqual([
    'unreachable no-route: the network is not reached, says the proxy P',
    'unreachable no-route: the host is not reached, says the proxy P',
    'unreachable refused: nothing listens on that port, says the proxy P',
    'unreachable timeout: no connection within the time of the way, says the proxy P',
  ]);
  expect([await answered(5, 1), await answered(5, 2), await answered(5, 8), await answered(72, 84)]).toEqual([
    'inconclusive proxy: the proxy P failed (SOCKS5 reply 1)',
    'inconclusive proxy: the proxy P does not allow this connection',
    'inconclusive proxy: the proxy P does not know this kind of address',
    'inconclusive proxy: the proxy P does not speak SOCKS5',
  ]);
});

test('a proxy that refuses, is silent or is not there says nothing about the server', async () => {
  const told = async (script: SocksScript, login?: Proxy['login']): Promise<string> => {
    const { result } = await probeThrough(script, login);
    return `${result.verdict}: ${result.text.replace(/127\.0\.0\.1:\d+/, 'P')}`;
  };
  const refuses = { turns: [{ wait: 3, say: [5, 0xff] }] };
  const http = { turns: [{ wait: 3, say: [...Buffer.from('HTTP/1.1 400')] }] };
  const silent = { turns: [{ wait: 999, say: [] }] };
  expect([await told(refuses), await told(http), await told(silent)]).toEqual([
    'inconclusive: the proxy P wants a login that was not given, or one of another kind',
    'inconclusive: the proxy P does not speak SOCKS5',
    expect.stringMatching(/^inconclusive: the proxy P did not answer within (1|0\.9) s$/),
  ]);
  const wrong = {
    turns: [
      { wait: 4, say: [5, 2] },
      { wait: 5, say: [1, 1] },
    ],
  };
  expect(await told(wrong, { user: 'a', password: 'b' })).toBe('inconclusive: the proxy P refuses the name or the password');
  const [nobody] = await probeRecipient([address('ann@shop.example')], {
    server: { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port: 1 },
    resolvers: [],
    proxy: proxyAt(1),
    mayContact: async () => true,
  });
  expect(nobody?.text).toBe('the proxy 127.0.0.1:1 was not reached: nothing listens on that port (connection refused)');
});

test('a proxy is written as an address, with a login before it', () => {
  expectTable(
    `
    proxy.example.com => proxy.example.com 1080
    socks5://192.0.2.1:9050 => 192.0.2.1 9050
    SOCKS5://[2001:db8::1]:9050/ => 2001:db8::1 9050
    socks5://joe:se%40cret@proxy.example.com => proxy.example.com 1080 joe se@cret
    http://proxy.example.com => refused: a proxy is spoken to with socks5, not with http
    joe@proxy.example.com => refused: the login of a proxy is written user:password
    joe:%zz@proxy.example.com => refused: the login of a proxy is written user:password
    a@b@c => refused: a proxy is written socks5://user:password@host:port`,
    (text) => {
      const proxy = parseProxy(text);
      if (proxy.kind === 'refused') return `refused: ${proxy.why}`;
      return [proxy.host, proxy.port, ...(proxy.login ? [proxy.login.user, proxy.login.password] : [])].join(' ');
    },
  );
  expect(parseProxy('socks5://a\r\nb@c')).toMatchObject({ kind: 'refused', why: 'a line break cannot stand in a proxy' });
});
