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
/** For servers that let it expire. */
const hasty = { ...deadlines, banner: 250, handshake: 250 };
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

/** The first result against a server that does this, as `verdict failure: text`. */
async function told(serve: (socket: Socket, seen: string[]) => void, wait = deadlines): Promise<string> {
  const [result] = await probeAt(await start(serve), ['ann@shop.example'], { deadlines: wait });
  return `${result?.verdict} ${result?.failure ?? '-'}: ${result?.text}`;
}

const changed = (changes: Changes) => (socket: Socket, seen: string[]) => dialogue(socket, seen, changes);
const offersTls = '250-evil\r\n250 STARTTLS';

test('a server that is silent, or closes, or resets, is unreachable and says how', async () => {
  expect(await told(() => {}, hasty)).toBe('unreachable timeout: no greeting within 0.3 s');
  expect(await told((socket) => socket.end())).toBe('unreachable closed: the server closed the connection without a reply');
  expect(await told((socket) => socket.end('220-hello\r\n'))).toBe(
    'unreachable closed: the server closed the connection in the middle of a reply',
  );
  expect(await told((socket) => void socket.resetAndDestroy())).toMatch(/^unreachable (reset|closed): /);
});

test('a closed port is told at once', async () => {
  const server = await startHostileMail(() => {});
  await server.close();
  const [result] = await probeAt(server);
  expect(result).toMatchObject({ verdict: 'unreachable', failure: 'refused', text: 'nothing listens on that port (connection refused)' });
});

test('a reply that never ends is cut off, fast or slow', async () => {
  const endless = (socket: Socket): void => {
    const more = (): void => void (socket.writable && socket.write('220-still going\r\n'.repeat(200), () => setImmediate(more)));
    more();
  };
  expect(await told(endless)).toBe('not-smtp endless: a reply of more than 128 lines or 65536 octets');
  const slow = (socket: Socket): void => {
    const timer = setInterval(() => (socket.writable ? socket.write('220-still going\r\n') : clearInterval(timer)), 50);
    socket.on('close', () => clearInterval(timer));
  };
  expect(await told(slow, hasty)).toBe('unreachable timeout: the reply was not whole after 0.3 s');
  const longLine = (socket: Socket): void => {
    const more = (): void => void (socket.writable && socket.write('x'.repeat(65536), () => setImmediate(more)));
    more();
  };
  expect(await told(longLine)).toBe('not-smtp endless: a line of more than 4096 octets');
});

test('a reply has at most 128 lines', async () => {
  const long = (count: number) => changed({ banner: `${'220-x\r\n'.repeat(count - 1)}220 x`, RCPT: () => '550 5.1.1 no' });
  expect(await told(long(128))).toBe('unknown-user -: 550 5.1.1 no');
  expect(await told(long(129))).toMatch(/^not-smtp endless: /);
});

test('what is not SMTP is shown escaped', async () => {
  expect(await told((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n'))).toBe(
    'not-smtp not-smtp: the server said "HTTP/1.1 400 Bad Request", which is no SMTP reply',
  );
  expect(await told((socket) => socket.end('SSH-2.0-\x1b[31m\r\n'))).toBe(
    String.raw`not-smtp not-smtp: the server said "SSH-2.0-\x1b[31m", which is no SMTP reply`,
  );
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

test('a server that drips, uses bare line feeds or says no more than a code is understood', async () => {
  const drip = (socket: Socket, seen: string[]): void => {
    dialogue(socket, seen, { banner: false, RCPT: () => '550 5.1.1 no' });
    const text = '220 slow\r\n';
    let at = 0;
    const timer = setInterval(() => (at < text.length && socket.writable ? socket.write(text[at++] ?? '') : clearInterval(timer)), 5);
  };
  expect(await told(drip)).toBe('unknown-user -: 550 5.1.1 no');
  const bare = (socket: Socket): void => {
    socket.write('220 lf only\n');
    socket.on('data', (chunk) => socket.write(chunk.toString().startsWith('QUIT') ? '221 bye\n' : '250 ok\n'));
  };
  expect(await told(bare)).toBe('accepts-all -: 250 ok; and to a recipient that cannot exist: 250 ok');
  expect(await told(changed({ RCPT: (count) => (count === 0 ? '250' : '550') }))).toBe('exists -: 250');
});

test('a refused greeting is no verdict on the mailbox', async () => {
  expect(await told((socket) => socket.end('421 4.3.2 too busy\r\n'))).toBe('unreachable -: 421 4.3.2 too busy');
  expect(await told((socket) => socket.end('554 5.7.1 no SMTP service here\r\n'))).toBe('policy-blocked -: 554 5.7.1 no SMTP service here');
});

test('lines with different codes: the last decides, and the text says so', async () => {
  expect(await told(changed({ RCPT: () => '250-first\r\n550 5.1.1 last' }))).toBe(
    'unknown-user -: 550 first 5.1.1 last (the lines carry different codes; the last one counts here, others may read the first)',
  );
});

test('two replies to one command spoil the conversation', async () => {
  const both = (_count: number, socket: Socket): undefined => void socket.write('250 2.1.5 Ok\r\n550 5.1.1 extra\r\n');
  expect(await told(changed({ RCPT: both }))).toBe(
    'inconclusive out-of-step: the server sent more replies than there were commands, so none of them can be believed',
  );
  const late = (count: number, socket: Socket): string | undefined => {
    if (count === 0) setTimeout(() => socket.write('250 2.0.0 late\r\n'), 20);
    return count === 0 ? '450 4.2.0 Greylisted' : undefined;
  };
  const lagging = changed({ RCPT: late, RSET: '354 go ahead' });
  expect(await told(lagging)).toBe(
    'inconclusive out-of-step: RSET was answered with 354, so the replies of this conversation do not belong to its commands',
  );
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
  const byRandom = (second: string): Promise<string> => told(changed({ RCPT: (count) => (count === 0 ? '250 2.1.5 Ok' : second) }));
  expect(await byRandom('250 2.1.5 Ok')).toMatch(/^accepts-all /);
  expect(await byRandom('550 5.1.1 no')).toMatch(/^exists /);
  expect(await byRandom('450 4.7.1 Greylisted')).toMatch(/^exists /);
  expect(await byRandom('554 5.7.1 blocked')).toMatch(/^exists /);
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

test('words behind the answer to STARTTLS end the conversation at once', async () => {
  const inject = (text: string) => changed({ EHLO: offersTls, STARTTLS: (socket) => void socket.write(`220 go\r\n${text}`) });
  const why =
    'not-smtp injection: plain text came behind the answer to STARTTLS: somebody on the way, or a broken server, puts words into the secured conversation';
  expect(await told(inject('250 2.1.5 injected\r\n'))).toBe(why);
  expect(await told(inject('250 half a li'))).toBe(why);
  const andSecure = (socket: Socket, seen: string[]): void =>
    dialogue(socket, seen, {
      EHLO: offersTls,
      STARTTLS: () => {
        socket.cork();
        socket.write('220 go\r\n250 injected\r\n');
        socket.uncork();
        return undefined;
      },
    });
  expect(await told(andSecure)).toBe(why);
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

test('a sender that is refused is no verdict on the mailbox', async () => {
  expect(await told(changed({ MAIL: '550 5.1.0 <>: Sender address rejected' }))).toBe(
    'sender-refused -: 550 5.1.0 <>: Sender address rejected',
  );
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
