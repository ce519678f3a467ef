import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { ProbeOptions } from '../../../client/src/net/probeOptions.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { usualDeadlines } from '../../../client/src/net/smtp/deadlines.ts';
import type { Answer, Conversation } from '../../../client/src/net/smtp/moves.ts';
import { holdConversation } from '../../../client/src/net/smtp/socket.ts';
import { type Changes, dialogue, goSecure, type HostileMail, startHostileMail } from './hostileMail.ts';
import { address } from './support.ts';

const deadlines = { ...usualDeadlines, connect: 5000, banner: 5000, reply: 5000, handshake: 5000, session: 20_000 };
const running: HostileMail[] = [];

/** Whatever a server did, no probe may have said one of these. */
afterEach(async () => {
  const servers = running.splice(0);
  const said = servers.flatMap((it) => it.seen);
  for (const it of servers) await it.close();
  expect(said.filter((it) => /^\s*(DATA|BDAT|AUTH|VRFY|EXPN)/i.test(it))).toEqual([]);
});

async function start(serve: (socket: Socket, seen: string[]) => void): Promise<HostileMail> {
  const server = await startHostileMail(serve);
  running.push(server);
  return server;
}

async function probeAt(
  server: HostileMail,
  recipients: readonly string[] = ['ann@shop.example'],
  more: Partial<ProbeOptions> = {},
): Promise<readonly ProbeResult[]> {
  const named = { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port: server.port } as const;
  return probeRecipient(recipients.map(address), {
    server: named,
    resolvers: [],
    deadlines,
    pause: async () => {},
    mayContact: async () => true,
    ...more,
  });
}

const changed = (changes: Changes) => (socket: Socket, seen: string[]) => dialogue(socket, seen, changes);
const offersTls = '250-evil\r\n250 STARTTLS';

test('a closed port is told at once', async () => {
  const server = await startHostileMail(() => {});
  await server.close();
  const [result] = await probeAt(server);
  expect(result).toMatchObject({ verdict: 'unreachable', failure: 'refused', text: 'nothing listens on that port (connection refused)' });
});

test('control characters, markup and other character sets arrive harmless', async () => {
  const server = await start(
    changed({
      banner: '220 ev\0il \x1b[31mred\x07 \u202e <img src=x onerror=alert(1)>',
      RCPT: () => '550 5.1.1 <script>alert(1)</script>',
    }),
  );
  const [result] = await probeAt(server);
  expect(result).toMatchObject({ verdict: 'unknown-user', text: '550 5.1.1 <script>alert(1)</script>' });
  const banner = result?.transcript.find((it) => it.by === 'server');
  expect(banner?.text).toBe(String.raw`220 ev\x00il \x1b[31mred\x07 \u202e <img src=x onerror=alert(1)>`);
  const latin = await start((socket, seen) => {
    socket.write(Buffer.from('220 caf\xe9 \xff\r\n', 'latin1'));
    dialogue(socket, seen, { banner: false, RCPT: () => '550 no such user' });
  });
  const [other] = await probeAt(latin);
  expect(other?.transcript.find((it) => it.by === 'server')?.text).toBe('220 café ÿ');
});

test('a 421 in the middle keeps the answers, and the rest is asked once more', async () => {
  const hangUp = (count: number, socket: Socket): string | undefined => {
    if (count < 2) return '550 5.1.1 unknown';
    socket.end('421 4.7.0 too many errors\r\n');
    return undefined;
  };
  const server = await start(changed({ RCPT: hangUp }));
  const results = await probeAt(server, ['a@shop.example', 'b@shop.example', 'c@shop.example', 'd@shop.example', 'e@shop.example']);
  expect(results.map((it) => it.verdict)).toEqual(['unknown-user', 'unknown-user', 'unknown-user', 'unknown-user', 'inconclusive']);
  expect(server.connections()).toBe(2);
});

test('catch-all is said only where a recipient that cannot exist is accepted', async () => {
  const byRandom = async (second: string): Promise<string> => {
    const server = await start(changed({ RCPT: (count) => (count === 0 ? '250 2.1.5 Ok' : second) }));
    const [result] = await probeAt(server);
    return `${result?.verdict}: ${result?.says}`;
  };
  const open = 'exists: the server accepts the recipient; whether it accepts any address stays open, because one that cannot exist got';
  expect(await byRandom('250 2.1.5 Ok')).toMatch(/^accepts-all: /);
  expect(await byRandom('550 5.1.1 no')).toBe('exists: the server accepts the recipient and refuses one that cannot exist');
  expect(await byRandom('450 4.7.1 Greylisted')).toBe(`${open} "450 4.7.1 Greylisted"`);
  expect(await byRandom('554 5.7.1 blocked')).toBe(`${open} "554 5.7.1 blocked"`);
});

test('the random recipient is long, meaningless and another one each time', async () => {
  const server = await start(changed({}));
  for (let i = 0; i < 3; i++) await probeAt(server);
  const randoms = server.seen.filter((it) => it.startsWith('RCPT') && !it.includes('<ann@'));
  expect(randoms.every((it) => /^RCPT TO:<[a-z0-9]{20,64}@shop\.example>$/.test(it))).toBe(true);
  expect(new Set(randoms).size).toBe(3);
});

test('TLS with a wrong name is noted and goes on', async () => {
  const server = await start((socket, seen) =>
    dialogue(socket, seen, { EHLO: offersTls, STARTTLS: () => goSecure(socket, seen, { RCPT: () => '550 5.1.1 no' }) }),
  );
  const [result] = await probeAt(server, ['ann@shop.example'], {
    server: { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port: server.port },
  });
  expect(result?.verdict).toBe('unknown-user');
  const notes = result?.transcript.filter((it) => it.tls && it.by === 'note').map((it) => it.text) ?? [];
  expect(notes[0]).toMatch(/^TLS: TLSv1\.3, /);
  expect(notes[1]).toMatch(/^the certificate is for wrong\.name\.example, until /);
  expect(notes[2]).toMatch(/^the certificate is not trusted here: /);
  expect(result?.transcript.some((it) => it.tls && it.by === 'client' && it.text.startsWith('RCPT TO'))).toBe(true);
});

test('TLS that breaks or hangs is left for plain text on a new connection', async () => {
  const broken = (then: (socket: Socket) => void) =>
    start((socket, seen) =>
      dialogue(socket, seen, {
        EHLO: offersTls,
        RCPT: () => '550 5.1.1 no',
        STARTTLS: () => {
          socket.write('220 go\r\n');
          socket.removeAllListeners('data');
          then(socket);
          return undefined;
        },
      }),
    );
  for (const then of [
    (socket: Socket) => void setTimeout(() => socket.write('this is not TLS at all\r\n'), 10),
    (socket: Socket) => void socket.resume(),
    (socket: Socket) => void socket.end(),
  ]) {
    const server = await broken(then);
    const [result] = await probeAt(server, ['ann@shop.example'], { deadlines: { ...deadlines, handshake: 250 } });
    expect(result).toMatchObject({ verdict: 'unknown-user', text: '550 5.1.1 no' });
    expect(result?.transcript.some((it) => it.text === 'asking again without TLS, as many senders do')).toBe(true);
    expect(server.connections()).toBe(2);
  }
});

test('a conversation has a deadline as a whole', async () => {
  const server = await start(changed({ RCPT: (_count, socket) => void setTimeout(() => socket.write('250 2.1.5 Ok\r\n'), 100) }));
  const [result] = await probeAt(server, ['a@shop.example', 'b@shop.example', 'c@shop.example'], {
    deadlines: { ...deadlines, session: 50 },
  });
  expect(result).toMatchObject({ verdict: 'unreachable', failure: 'timeout', text: 'the conversation was not over after 0.1 s' });
});

test('nothing but the commands of a probe is written, whoever asks for it', async () => {
  const lines = [
    'DATA',
    'BDAT 1',
    'AUTH PLAIN',
    'VRFY ann',
    'QUIT\r\nDATA',
    'RCPT TO:<a@b>\nDATA',
    'RCPT TO:<a\0@b>',
    'EHLO a b',
    `RCPT TO:<${'a'.repeat(1000)}>`,
    ' QUIT',
    '',
  ];
  for (const line of lines) {
    const server = await start(changed({}));
    const outcome = await holdConversation(saying(line), { host: '127.0.0.1', ip: '127.0.0.1', port: server.port }, { deadlines });
    expect(outcome.outcome).toMatchObject({ kind: 'failure', failure: { kind: 'mistake' } });
    expect(server.seen).toEqual([]);
  }
});

function* saying(line: string): Conversation<Answer> {
  yield { kind: 'listen', stage: 'greeting' };
  return yield { kind: 'send', stage: 'hello', line };
}

test('cancelling ends a conversation where it stands', async () => {
  const controller = new AbortController();
  const server = await start(changed({ RCPT: () => void controller.abort() }));
  const [result] = await probeAt(server, ['ann@shop.example'], { signal: controller.signal, deadlines: {} });
  expect(result).toMatchObject({ verdict: 'inconclusive', failure: 'cancelled' });
});
