import type { Socket } from 'node:net';
import type packet from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { overTcp, reply, startHostileDns } from '../net/hostileDns.ts';
import { dialogue, startHostileMail } from '../net/hostileMail.ts';
import { startTlsDns } from '../net/secureServers.ts';
import { call } from './call.ts';

describe('probe', () => {
  test('asks each address at the server that was named, and a refused one is a finding', async () => {
    const server = await startHostileMail((socket, seen) =>
      dialogue(socket, seen, { RCPT: (_, __, line) => (line.includes('<ann@') ? '250 2.1.5 Ok' : '550 5.1.1 User unknown') }),
    );
    const { code, out, err } = await call(`probe --json --helo probe.example.com --server 127.0.0.1:${server.port} -`, {
      stdin: ['ann@example.com', 'ghost@example.com'],
    });
    await server.close();
    const answers = lines(out).map(({ address, ip, port, verdict, code: replied, enhanced }) => ({
      address,
      ip,
      port,
      verdict,
      replied,
      enhanced,
    }));
    const at = { ip: '127.0.0.1', port: server.port };
    expect(answers).toEqual([
      { address: 'ann@example.com', ...at, verdict: 'exists', replied: 250, enhanced: '2.1.5' },
      { address: 'ghost@example.com', ...at, verdict: 'unknown-user', replied: 550, enhanced: '5.1.1' },
    ]);
    expect([code, err]).toEqual([1, '']);
    expect(server.seen[0]).toBe('EHLO probe.example.com');
    expect(server.seen).not.toContain('DATA');
  });

  test('counts an answer that proves nothing, and nobody to ask, as findings', async () => {
    const server = await startHostileMail((socket) => void socket.end('421 4.3.2 Shutting down\r\n'));
    const { code } = await call(`probe --json --server 127.0.0.1:${server.port} ann@example.com`);
    await server.close();
    const gone = await call(`probe --json --server 127.0.0.1:${server.port} ann@example.com`);
    expect([code, gone.code, lines(gone.out)[0]?.['verdict']]).toEqual([1, 1, 'unreachable']);
  });

  test('says in words of the call how a private address is allowed', async () => {
    const { code, out } = await call('probe --json --resolver 127.0.0.1:1 ann@[127.0.0.1]');
    expect([code, lines(out)[0]?.['failure'], lines(out)[0]?.['next']]).toEqual([1, 'withheld', ['Name the server with --server']]);
  });

  test('shows the verdict and the whole conversation to people', async () => {
    const server = await startHostileMail((socket, seen) =>
      dialogue(socket, seen, { RCPT: (count) => (count === 0 ? '250 2.1.5 Ok' : '550 5.1.1 no') }),
    );
    const { code, out } = await call(`probe --server 127.0.0.1:${server.port} ann@example.com`);
    await server.close();
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^ann@example\.com: exists at 127\.0\.0\.1 /);
    expect(out).toMatch(/-> RCPT TO:<ann@example\.com>/);
  });
});

describe('probe of several recipients', () => {
  const some = 'ann@example.com bob@example.com';
  const knowsAnn = (socket: Socket, seen: string[]): void =>
    dialogue(socket, seen, {
      EHLO: '250-mx\r\n250 PIPELINING',
      RCPT: (_, __, line) => (line.includes('<ann@') ? '250 2.1.5 Ok' : '550-5.1.1 User\r\n550 5.1.1 unknown'),
    });

  test('gives each line of JSON what concerns its recipient, also out of a batch', async () => {
    const server = await startHostileMail(knowsAnn);
    const { out } = await call(`probe --json --pipeline --server 127.0.0.1:${server.port} ${some}`);
    await server.close();
    const told = lines(out).map(({ transcript }) =>
      (transcript as { readonly by: string; readonly text: string }[]).filter(({ by }) => by !== 'note').map(({ text }) => text),
    );
    expect(told[0]?.slice(6, -4)).toEqual([
      'RCPT TO:<ann@example.com>',
      '250 2.1.5 Ok',
      expect.stringMatching(/^RCPT TO:<\w{24}@/),
      '550-5.1.1 User',
      '550 5.1.1 unknown',
    ]);
    expect(told[1]?.slice(6, 9)).toEqual(['RCPT TO:<bob@example.com>', '550-5.1.1 User', '550 5.1.1 unknown']);
    expect(told[1]).not.toContain('RCPT TO:<ann@example.com>');
  });

  test('shows people the verdicts, then the one conversation', async () => {
    const server = await startHostileMail(knowsAnn);
    const { out } = await call(`probe --server 127.0.0.1:${server.port} ${some}`);
    await server.close();
    expect(out.match(/^\S.*: (exists|unknown-user) /gm)).toHaveLength(2);
    expect(out.match(/EHLO/g)).toHaveLength(1);
  });

  test('takes an address family, a port and TLS as they are named', async () => {
    const { out } = await call('probe --json -6 --server 127.0.0.1:1 ann@example.com');
    expect(lines(out)[0]?.['text']).toBe('127.0.0.1 has no IPv6 address, and only such are asked');
    const server = await startHostileMail(knowsAnn);
    const required = await call(`probe --json --tls required --server 127.0.0.1:${server.port} ann@example.com`);
    await server.close();
    expect(lines(required.out)[0]?.['text']).toBe('the server offers no STARTTLS, and nothing is asked without TLS');
    const refused = await call('probe --json --port 1 --server 127.0.0.1 --timeout 5 --pace 60 ann@example.com');
    expect(lines(refused.out)[0]).toMatchObject({ port: 1, failure: 'refused' });
  });

  test.each([
    ['--port 0', '--port: a whole number from 1 to 65535 belongs here, not 0'],
    ['--pace fast', '--pace: a whole number from 1 to 6000 belongs here, not fast'],
    ['--tls maybe', '--tls: TLS is opportunistic, required, never, immediate, not maybe'],
    ['--proxy http://x', '--proxy: a proxy is spoken to with socks5, not with http'],
    ['-4 -6', '-4 and -6 exclude each other'],
  ])('refuses %s', async (options, message) => {
    expect(await call(`probe --server 127.0.0.1:1 ${options} ann@example.com`)).toEqual({
      code: 2,
      out: '',
      err: `postmaster: ${message}\n`,
    });
  });
});

describe('mx', () => {
  test('prints one JSON object for each resolver, and an error of the zone is a finding', async () => {
    const server = await startHostileDns({ udp: (asked, send) => send(reply(asked, { answers: answersTo(asked.question) })) });
    const at = `127.0.0.1:${server.resolver.port}`;
    const { code, out, err } = await call(`mx --json --resolver ${at} example.com void.example`);
    await server.close();
    const [first, second] = lines(out);
    expect(first).toMatchObject({
      domain: 'example.com',
      authoritative: false,
      rcode: 'NOERROR',
      records: [{ preference: 10, exchange: 'mx.example.com', addresses: [{ ip: '192.0.2.1', family: 4 }] }],
    });
    expect(second).toMatchObject({ domain: 'void.example', records: [] });
    expect([code, err]).toEqual([1, '']);
  });

  test('answers in the order of the call, however long each domain takes', async () => {
    const held: (() => void)[] = [];
    const server = await startHostileDns({
      udp: (asked, send) => {
        const answer = (): void => send(reply(asked, { flags: 3, answers: [] }));
        if (!asked.question.name.toLowerCase().startsWith('slow')) answer();
        else held.push(answer);
        if (server.seen.length === 3) for (const it of held) it();
      },
    });
    const { code, out } = await call(`mx --json --resolver 127.0.0.1:${server.resolver.port} -`, {
      stdin: ['slow.example', 'a..b', 'one.example', 'two.example'],
    });
    await server.close();
    expect(lines(out).map((it) => it['domain'])).toEqual(['slow.example', 'one.example', 'two.example']);
    expect(code).toBe(2);
  });

  test('tells where the MX records name another host than the one that is expected', async () => {
    const server = await startHostileDns({ udp: (asked, send) => send(reply(asked, { answers: answersTo(asked.question) })) });
    const at = `127.0.0.1:${server.resolver.port}`;
    const other = await call(`mx --json --resolver ${at} --self mail.example.com --self 8.8.8.8 public.example`);
    const own = await call(`mx --json --resolver ${at} --self mx.public.example public.example`);
    const odd = await call(`mx --resolver ${at} --self a..b public.example`);
    await server.close();
    expect(lines(other.out)[0]).toMatchObject({ findings: [{ id: 'exchange-is-other-host' }] });
    expect([other.code, own.code, odd.code]).toEqual([1, 0, 2]);
    expect(odd.err).toBe('postmaster: --self: two dots follow each other or the domain begins with one\n');
  });

  test('takes resolvers over TLS and HTTPS, and says what is wrong with one', async () => {
    const tls = await startTlsDns((asked, socket) => void socket.write(overTcp(reply(asked, { answers: answersTo(asked.question) }))));
    const { out } = await call(`mx --json --resolver tls://127.0.0.1:${tls.resolver.port} example.com`);
    const named = await call(`mx --json --resolver tls://127.0.0.1:${tls.resolver.port}#dns.example example.com`);
    await tls.close();
    expect(lines(out)[0]).toMatchObject({ rcode: 'NOERROR', resolver: { address: `tls://127.0.0.1:${tls.resolver.port}` } });
    expect(lines(named.out)[0]).toMatchObject({ rcode: 'UNTRUSTED', records: [], findings: [{ id: 'no-answer' }] });
    const { code, err } = await call('mx --resolver http://dns.example/ example.com');
    expect([code, err]).toEqual([
      2,
      'postmaster: --resolver: http://dns.example/ is no resolver; one is an IP address, or begins with tls:// or https://\n',
    ]);
  });
});

/** Questions come in letters of both cases, against forgers. */
function answersTo({ name, type }: packet.Question): packet.Answer[] {
  if (/^example\.com$/i.test(name) && type === 'MX') return [{ name, type, ttl: 60, data: { preference: 10, exchange: 'mx.example.com' } }];
  if (/^mx\.example\.com$/i.test(name) && type === 'A') return [{ name, type, ttl: 60, data: '192.0.2.1' }];
  if (/^public\.example$/i.test(name) && type === 'MX')
    return [{ name, type, ttl: 60, data: { preference: 10, exchange: 'mx.public.example' } }];
  if (/^mx\.public\.example$/i.test(name) && type === 'A') return [{ name, type, ttl: 60, data: '8.8.4.4' }];
  return [];
}

function lines(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .slice(0, -1)
    .map((it) => JSON.parse(it));
}
