import type packet from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { reply, startHostileDns } from '../net/hostileDns.ts';
import { dialogue, startHostileMail } from '../net/hostileMail.ts';
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
});

/** Questions come in letters of both cases, against forgers. */
function answersTo({ name, type }: packet.Question): packet.Answer[] {
  if (/^example\.com$/i.test(name) && type === 'MX') return [{ name, type, ttl: 60, data: { preference: 10, exchange: 'mx.example.com' } }];
  if (/^mx\.example\.com$/i.test(name) && type === 'A') return [{ name, type, ttl: 60, data: '192.0.2.1' }];
  return [];
}

function lines(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .slice(0, -1)
    .map((it) => JSON.parse(it));
}
