import type { Socket } from 'node:net';
import { type Changes, dialogue, goSecure, secure } from './hostileMail.ts';

/** How mail servers misbehave, each under the name that the table of the test has for it. */

type Evil = (socket: Socket, seen: string[]) => void;

const changed =
  (changes: Changes): Evil =>
  (socket, seen) =>
    dialogue(socket, seen, changes);
const afterTls =
  (then: (socket: Socket, seen: string[]) => undefined): Evil =>
  (socket, seen) =>
    dialogue(socket, seen, { EHLO: '250-evil\r\n250 STARTTLS', RCPT: unknown, STARTTLS: () => then(socket, seen) });
const unknown = (): string => '550 5.1.1 no such user';
const pipelining = '250-evil\r\n250 PIPELINING';

/** Writes for as long as the other side takes it. */
function flood(socket: Socket, text: string): undefined {
  const more = (): void => void (socket.writable && socket.write(text, () => setImmediate(more)));
  more();
  return undefined;
}

/** Writes a piece every few milliseconds. */
function drip(socket: Socket, pieces: Iterator<string>, every: number): undefined {
  const timer = setInterval(() => {
    const piece = pieces.next();
    if (piece.done || !socket.writable) clearInterval(timer);
    else socket.write(piece.value);
  }, every);
  socket.on('close', () => clearInterval(timer));
  return undefined;
}

function* forEver(text: string): Iterator<string> {
  for (;;) yield text;
}

export const evilServers: Readonly<Record<string, Evil>> = {
  'well-behaved, no such user': changed({ RCPT: unknown }),
  'accepts all': changed({}),
  // The greeting
  'endless greeting': (socket) => flood(socket, '220-still going\r\n'.repeat(200)),
  'endless greeting, a line now and then': (socket) => drip(socket, forEver('220-still going\r\n'), 30),
  'endless line': (socket) => flood(socket, 'x'.repeat(65_536)),
  'endless line behind a code': (socket) => flood(socket, `220 ${'x'.repeat(65_536)}`),
  '128 lines of greeting': changed({ banner: `${'220-x\r\n'.repeat(127)}220 x`, RCPT: unknown }),
  '129 lines of greeting': changed({ banner: `${'220-x\r\n'.repeat(128)}220 x` }),
  'control characters in the greeting': changed({ banner: '220 ev\0il \x1b[31mred\x07', RCPT: unknown }),
  'Latin-1 in the greeting': (socket, seen) => {
    socket.write(Buffer.from('220 caf\xe9 \xff\r\n', 'latin1'));
    dialogue(socket, seen, { banner: false, RCPT: unknown });
  },
  'drips its greeting': (socket, seen) => {
    dialogue(socket, seen, { banner: false, RCPT: unknown });
    drip(socket, '220 slow as drip\r\n'[Symbol.iterator](), 5);
  },
  silent: () => {},
  'closes at once': (socket) => void socket.end(),
  'resets at once': (socket) => void socket.resetAndDestroy(),
  'greets with 421': (socket) => void socket.end('421 4.3.2 too busy\r\n'),
  'greets with 554': changed({ banner: '554 5.7.1 no SMTP service here' }),
  'greets with 521': changed({ banner: '521 5.3.2 this host takes no mail' }),
  'closes in the middle of its greeting': (socket) => void socket.end('220-hello\r\n'),
  'speaks HTTP': (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n'),
  'speaks SSH': (socket) => void socket.end('SSH-2.0-\x1b[31m\r\n'),
  'bare line feeds': (socket) => {
    socket.write('220 lf only\n');
    socket.on('data', (chunk) => socket.write(chunk.toString().startsWith('QUIT') ? '221 bye\n' : '250 ok\n'));
  },
  // The hello
  'no EHLO': changed({ EHLO: '502 not implemented', RCPT: unknown }),
  '421 to EHLO': changed({ EHLO: '421 4.7.0 go away' }),
  'two replies to EHLO': changed({ EHLO: '250 evil\r\n250 and again', RCPT: unknown }),
  // TLS
  'TLS with a certificate for another name': afterTls((socket, seen) => goSecure(socket, seen, { RCPT: unknown })),
  'plain text behind the answer to STARTTLS': afterTls((socket) => void socket.write('220 go\r\n250 2.1.5 injected\r\n')),
  'half a line behind the answer to STARTTLS': afterTls((socket) => void socket.write('220 go\r\n250 half a li')),
  'plain text behind the answer to STARTTLS, then TLS': afterTls((socket, seen) => goSecure(socket, seen, {}, '250 2.1.5 injected\r\n')),
  'words that are no reply behind the answer to STARTTLS': afterTls((socket) => void socket.write('220 go\r\nnonsense\r\n')),
  'garbage for a handshake': afterTls((socket) => {
    socket.write('220 go\r\n');
    socket.once('data', () => socket.write('this is not TLS at all\r\n'));
    return undefined;
  }),
  'silence for a handshake': afterTls((socket) => void socket.write('220 go\r\n')),
  'closes for a handshake': afterTls((socket) => void socket.end('220 go\r\n')),
  'STARTTLS refused': changed({ EHLO: '250-evil\r\n250 STARTTLS', STARTTLS: () => '454 4.7.0 not now', RCPT: unknown }),
  'nothing but TLS from the first octet': (socket, seen) => secure(socket, seen),
  'endless answer to EHLO inside TLS': afterTls((socket, seen) =>
    goSecure(socket, seen, { EHLO: (secured) => flood(secured, '250-still going\r\n'.repeat(200)) }),
  ),
  // The sender
  'refuses every sender': changed({ MAIL: '550 5.1.0 <>: Sender address rejected' }),
  'wants a login': changed({ MAIL: '530 5.7.0 Authentication required' }),
  'wants TLS first, and has none': changed({ MAIL: '530 5.7.0 Must issue a STARTTLS command first' }),
  // The recipients
  'different codes in one reply': changed({ RCPT: () => '250-first\r\n550 5.1.1 last' }),
  '421 to the third recipient': changed({
    RCPT: (count, socket) => (count < 2 ? unknown() : void socket.end('421 4.7.0 too many errors\r\n')),
  }),
  'closes instead of an answer': changed({ RCPT: (_count, socket) => void socket.end() }),
  'two replies to each recipient': changed({ RCPT: () => '250 2.1.5 Ok\r\n550 5.1.1 extra' }),
  'one reply too many, late': changed({
    RCPT: (count, socket) => (count === 0 ? '450 4.2.0 Greylisted' : void setTimeout(() => socket.write('250 late\r\n'), 20)),
    RSET: '354 go ahead',
  }),
  greylists: changed({ RCPT: () => '450 4.7.1 Greylisted, try again later' }),
  'a code and nothing else': changed({ RCPT: (count) => (count === 0 ? '250' : '550') }),
  'markup in its replies': changed({ banner: '220 <img src=x onerror=alert(1)> ESMTP', RCPT: () => '550 5.1.1 <script>alert(1)</script>' }),
  'wants data nobody offered': changed({ RCPT: () => '354 go ahead' }),
  'endless reply': changed({ RCPT: (_count, socket) => flood(socket, '550-still going\r\n'.repeat(200)) }),
  'replies of 60,000 octets': changed({ RCPT: () => `${`550-${'x'.repeat(3990)}\r\n`.repeat(15)}550 5.7.1 no` }),
  'silence for an answer': changed({ RCPT: () => undefined }),
  // The recipient that cannot exist
  'greylists the random one': changed({ RCPT: (count) => (count === 0 ? '250 2.1.5 Ok' : '450 4.7.1 Greylisted') }),
  'blocks at the random one': changed({ RCPT: (count) => (count === 0 ? '250 2.1.5 Ok' : '554 5.7.1 blocked') }),
  'hangs up at the random one': changed({ RCPT: (count, socket) => (count === 0 ? '250 2.1.5 Ok' : void socket.end('421 4.7.0 bye\r\n')) }),
  // The end
  'closes instead of a goodbye': changed({ RCPT: unknown, QUIT: '' }),
  '250 to QUIT': changed({ RCPT: unknown, QUIT: '250 2.0.0 Ok' }),
  // Batches
  'offers PIPELINING and keeps it': changed({ EHLO: pipelining, RCPT: unknown }),
  'offers PIPELINING and answers twice': changed({ EHLO: pipelining, RCPT: () => '250 2.1.5 Ok\r\n550 5.1.1 extra' }),
};
