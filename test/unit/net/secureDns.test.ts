import { once } from 'node:events';
import { createServer as createWebServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import packet from 'dns-packet';
import { afterEach, expect, test } from 'vitest';
import { makeAsker } from '../../../client/src/net/dns/asker.ts';
import { type DnsReply, query } from '../../../client/src/net/dns/resolver.ts';
import { linkTo } from '../../../client/src/net/dns/secure.ts';
import type { Encryption, Resolver } from '../../../client/src/net/endpoint.ts';
import { evil, overTcp, reply } from './hostileDns.ts';
import { certificate, startHttpsDns as https, type SecureDns, startTlsDns as tls } from './secureServers.ts';
import { told } from './told.ts';

const timing = { udp: 5000, tries: 2, tcp: 5000 };
const running: { close(): unknown }[] = [];
/** The certificate of the test servers, as a sentence says it; the year moves on. */
const named = / the certificate is for dns\.example, localhost, until \w+ +\d+ [\d:]+ \d{4} GMT/g;
const mediaType = { 'content-type': 'application/dns-message' };

afterEach(async () => {
  for (const it of running.splice(0)) await it.close();
});

async function start(server: Promise<SecureDns>): Promise<SecureDns> {
  const res = await server;
  running.push(res);
  return res;
}

/** A server that is no resolver at all. */
async function strange(server: Server, over: Encryption | ((port: number) => Encryption) = { kind: 'tls' }): Promise<Resolver> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.push(server);
  const { port } = server.address() as AddressInfo;
  return { kind: 'resolver', name: 'test', address: '127.0.0.1', port, over: typeof over === 'function' ? over(port) : over };
}

async function ask(resolver: Resolver, { trusted = certificate.cert, wait = timing, name = 'shop.example' } = {}): Promise<DnsReply> {
  return query(resolver, name, 'MX', { timing: wait, link: linkTo(resolver, undefined, trusted) });
}

function drawn(got: DnsReply): string {
  return told(got).replace(named, ' OUR CERTIFICATE');
}

test('over TLS a good answer comes with the certificate of who gave it, and the name is asked as it is', async () => {
  let protocol: string | false | null = false;
  const { resolver, seen } = await start(
    tls((asked, socket) => {
      protocol = socket.alpnProtocol;
      socket.write(overTcp(reply(asked)));
    }, 'dns.example'),
  );
  expect(drawn(await ask(resolver, { name: 'Shop.Example' }))).toBe('NOERROR 10 mx.real.example 60 | TLSv1.3, OUR CERTIFICATE');
  expect([seen[0]?.question.name, seen[0]?.hasEdns, protocol]).toEqual(['shop.example', true, 'dot']);
});

test('a server without the certificate of its name is not asked', async () => {
  const { resolver, seen } = await start(tls((asked, socket) => void socket.write(overTcp(reply(asked))), 'dns.elsewhere.example'));
  expect(drawn(await ask(resolver))).toMatch(
    /^UNTRUSTED: the certificate does not prove that this is dns\.elsewhere\.example \(ERR_TLS_CERT_ALTNAME_INVALID\); it is for dns\.example, localhost, until /,
  );
  expect(seen).toEqual([]);
});

test('without a name to prove, what is wrong with the certificate is a remark', async () => {
  const { resolver } = await start(tls((asked, socket) => void socket.write(overTcp(reply(asked)))));
  expect(drawn(await ask(resolver))).toMatch(
    /^NOERROR 10 mx\.real\.example 60 \| TLSv1\.3, OUR CERTIFICATE \| the certificate does not prove that this is 127\.0\.0\.1 \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
  );
});

test('questions share one connection, and answers may come in any order', async () => {
  const held: (() => void)[] = [];
  const server = await start(
    tls((asked, socket) => {
      held.push(() => socket.write(overTcp(reply(asked, { answers: [{ name: asked.question.name, type: 'A', data: '192.0.2.1' }] }))));
      if (held.length === 3) for (const it of held.reverse()) it();
    }, 'dns.example'),
  );
  const asker = makeAsker(server.resolver, { recursion: true, timing, trusted: certificate.cert });
  const replies = await Promise.all(['a.example', 'b.example', 'c.example'].map((it) => asker(it, 'A')));
  expect(replies.map((it) => it.kind === 'answer' && it.message.answers[0]?.owner)).toEqual(['a.example', 'b.example', 'c.example']);
  expect(server.connections()).toBe(1);
});

test('a connection that the server closes between questions is opened again', async () => {
  const server = await start(tls((asked, socket) => void socket.end(overTcp(reply(asked))), 'dns.example'));
  const asker = makeAsker(server.resolver, { recursion: true, timing, trusted: certificate.cert });
  const replies = [await asker('a.example', 'MX'), await asker('b.example', 'MX'), await asker('c.example', 'MX')];
  expect(replies.map((it) => it.kind)).toEqual(['answer', 'answer', 'answer']);
  expect(server.connections()).toBe(3);
});

test('over TLS a late answer is dropped and counted, one that drips or comes in two parts is taken', async () => {
  const { resolver } = await start(
    tls((asked, socket) => {
      socket.setNoDelay(true);
      for (const octet of overTcp(evil({ ...asked, id: asked.id ^ 1 }))) socket.write(Buffer.from([octet]));
      const good = overTcp(reply(asked));
      socket.write(good.subarray(0, 1));
      socket.write(good.subarray(1));
    }, 'dns.example'),
  );
  expect(drawn(await ask(resolver))).toBe(
    'NOERROR 10 mx.real.example 60 | TLSv1.3, OUR CERTIFICATE | 1 stray reply dropped: late answers, or somebody forges them',
  );
});

test('a resolver over TLS that refuses EDNS is asked without it', async () => {
  const { resolver } = await start(
    tls(
      (asked, socket) => void socket.write(overTcp(asked.hasEdns ? reply(asked, { flags: 1, answers: [], questions: [] }) : reply(asked))),
      'dns.example',
    ),
  );
  expect(drawn(await ask(resolver))).toBe(
    'NOERROR 10 mx.real.example 60 | the server refuses EDNS (FORMERR), asked again without it | TLSv1.3, OUR CERTIFICATE',
  );
});

test('what is not DNS over TLS ends with a reason', async () => {
  const hasty = { ...timing, tcp: 200 };
  const garbage = await strange(createServer((socket) => socket.on('error', () => {}).end('220 mx1.shop.example ESMTP\r\n')));
  expect(told(await ask(garbage))).toMatch(/^MALFORMED: no TLS is spoken there, or another version of it \(E[A-Z_]+\)$/);
  const silent = await strange(createServer((socket) => void running.push({ close: () => socket.destroy() })));
  expect(told(await ask(silent, { wait: hasty }))).toBe('TIMEOUT: no TLS connection within 200 ms');
  const hangsUp = await strange(createServer((socket) => void socket.on('error', () => {}).destroy()));
  expect(told(await ask(hangsUp))).toMatch(/^MALFORMED: /);
  const mute = await start(tls(() => {}));
  expect(told(await ask(mute.resolver, { wait: hasty }))).toBe('TIMEOUT: no whole answer within 200 ms');
  const early = await start(tls((asked, socket) => void socket.end(overTcp(reply(asked)).subarray(0, 20))));
  expect(told(await ask(early.resolver))).toBe('MALFORMED: the server closed the connection before its answer was whole');
  expect(early.connections()).toBe(2);
  const endless = await start(tls((_, socket) => void socket.write(Buffer.alloc(4_000_000))));
  expect(told(await ask(endless.resolver, { wait: hasty }))).toBe('TIMEOUT: no whole answer within 200 ms');
  const gone = await start(tls(() => {}));
  await gone.close();
  expect(told(await ask(gone.resolver))).toBe('REFUSED-CONNECTION: nothing listens on that port (connection refused)');
});

test('a cancelled question ends before, during and after the handshake', async () => {
  const slow = { ...timing, tcp: 60_000 };
  const silent = await strange(createServer((socket) => void running.push({ close: () => socket.destroy() })));
  const mute = await start(tls(() => {}));
  const web = await start(https(() => {}));
  for (const resolver of [silent, { ...silent, over: web.resolver.over! }, mute.resolver, web.resolver]) {
    for (const delay of [undefined, 0, 100]) {
      const controller = new AbortController();
      if (delay === undefined) controller.abort();
      else setTimeout(() => controller.abort(), delay);
      const link = linkTo(resolver, controller.signal, certificate.cert);
      expect(told(await query(resolver, 'shop.example', 'MX', { timing: slow, link }))).toBe('CANCELLED: cancelled');
    }
  }
});

test('over HTTPS the question has no id, and the time in a cache of HTTP counts against the TTL', async () => {
  const paths: string[] = [];
  const { resolver, seen } = await start(
    https((asked, stream, path) => {
      paths.push(path);
      stream.respond({ ':status': 200, ...mediaType, age: '45' });
      stream.end(reply(asked));
    }),
  );
  expect(drawn(await ask(resolver, { name: 'Shop.Example' }))).toBe(
    'NOERROR 10 mx.real.example 15 | TLSv1.3, OUR CERTIFICATE | reached at 127.0.0.1',
  );
  expect([seen[0]?.id, seen[0]?.question.name, paths]).toEqual([0, 'shop.example', ['/dns-query']]);
});

test('over HTTPS questions share one connection', async () => {
  const server = await start(
    https((asked, stream) => {
      stream.respond({ ':status': 200, ...mediaType });
      stream.end(reply(asked));
    }),
  );
  const asker = makeAsker(server.resolver, { recursion: true, timing, trusted: certificate.cert });
  const replies = await Promise.all(['a.example', 'b.example', 'c.example'].map((it) => asker(it, 'MX')));
  expect([replies.map((it) => it.kind), server.connections()]).toEqual([['answer', 'answer', 'answer'], 1]);
});

test('over HTTPS a server may say goodbye between questions', async () => {
  const server = await start(
    https((asked, stream) => {
      stream.respond({ ':status': 200, ...mediaType });
      stream.end(reply(asked));
      stream.session?.goaway();
    }),
  );
  const asker = makeAsker(server.resolver, { recursion: true, timing, trusted: certificate.cert });
  const replies = [await asker('a.example', 'MX'), await asker('b.example', 'MX'), await asker('c.example', 'MX')];
  expect(replies.map(told)).toEqual(replies.map(() => expect.stringMatching(/^NOERROR 10 mx\.real\.example 60/)));
  expect(server.connections()).toBeGreaterThan(1);
});

test('what is not DNS over HTTPS ends with a reason', async () => {
  const missing = await start(https((_, stream) => stream.respond({ ':status': 404 }, { endStream: true })));
  expect(told(await ask(missing.resolver))).toBe('MALFORMED: the server answers HTTP status 404');
  const moved = await start(https((_, stream) => stream.respond({ ':status': 302, location: 'https://127.0.0.1/' }, { endStream: true })));
  expect(told(await ask(moved.resolver))).toBe('MALFORMED: the server answers HTTP status 302');
  const page = await start(
    https((_, stream) => {
      stream.respond({ ':status': 200, 'content-type': 'text/html' });
      stream.end('<p>Sign in</p>');
    }),
  );
  expect(told(await ask(page.resolver))).toBe('MALFORMED: the server answers with something else than DNS, perhaps a web page');
  const huge = await start(
    https((_, stream) => {
      stream.respond({ ':status': 200, ...mediaType });
      stream.end(Buffer.alloc(1_000_000));
    }),
  );
  expect(told(await ask(huge.resolver))).toBe('MALFORMED: the answer is longer than 65535 octets');
  const other = await start(
    https((asked, stream) => {
      stream.respond({ ':status': 200, ...mediaType });
      stream.end(evil(asked, { questions: [{ name: 'other.example', type: 'MX', class: 'IN' }] }));
    }),
  );
  expect(told(await ask(other.resolver))).toBe('MALFORMED: the answer over HTTPS belongs to another question');
  const half = await start(
    https((asked, stream) => {
      stream.respond({ ':status': 200, ...mediaType });
      stream.end(reply(asked, { flags: packet.TRUNCATED_RESPONSE }));
    }),
  );
  expect(told(await ask(half.resolver))).toMatch(/^MALFORMED: the server cuts its answer short/);
  const reset = await start(https((_, stream) => stream.session?.destroy()));
  expect(told(await ask(reset.resolver))).toMatch(/^MALFORMED: /);
  const mute = await start(https(() => {}));
  expect(told(await ask(mute.resolver, { wait: { ...timing, tcp: 200 } }))).toBe('TIMEOUT: no whole answer within 200 ms');
  const old = await strange(createWebServer(certificate), (port) => ({ kind: 'https', url: `https://localhost:${port}/dns-query` }));
  expect(told(await ask({ ...old, address: 'localhost' }))).toMatch(/^MALFORMED: /);
});

test('HTTPS is believed with the right certificate only', async () => {
  const { resolver, seen } = await start(https((_, stream) => stream.respond({ ':status': 404 }, { endStream: true })));
  expect(told(await query(resolver, 'shop.example', 'MX', { timing }))).toMatch(
    /^UNTRUSTED: the certificate does not prove that this is localhost \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
  );
  expect(seen).toEqual([]);
});
