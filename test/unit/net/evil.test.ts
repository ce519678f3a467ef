import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { ProbeOptions } from '../../../client/src/net/probeOptions.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { evilServers } from './evilServers.ts';
import { type HostileMail, startHostileMail } from './hostileMail.ts';
import { address } from './support.ts';

const patient = { connect: 10_000, banner: 10_000, reply: 10_000, handshake: 10_000, session: 60_000, goodbye: 10_000 };

/** The one deadline that a server lets expire is short, and no other: a busy machine is slow too. */
function deadlinesFor(name: string): typeof patient {
  if (/^silent|now and then|nothing but TLS/.test(name)) return { ...patient, banner: 300 };
  if (name === 'silence for a handshake') return { ...patient, handshake: 1000 };
  return name === 'silence for an answer' ? { ...patient, reply: 1000 } : patient;
}

const four = ['ann@shop.example', 'bob@shop.example', 'eve@shop.example', 'zoe@shop.example'];

/** What a server that misbehaves so is found to be. Nothing but the commands of a probe may have reached it. */
async function ask(name: string, recipients: readonly string[], more: Partial<ProbeOptions> = {}): Promise<readonly ProbeResult[]> {
  const server = await startHostileMail(evilServers[name]!);
  const results = await probeRecipient(recipients.map(address), {
    server: { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port: server.port },
    resolvers: [],
    deadlines: deadlinesFor(name),
    pause: async () => {},
    mayContact: async () => true,
    ...more,
  });
  await server.close();
  expect([name, ...forbidden(server)]).toEqual([name]);
  return results;
}

/** A few at a time. */
function eachServer(work: (name: string) => Promise<string>): Promise<readonly string[]> {
  const limit = pLimit(8);
  return Promise.all(Object.keys(evilServers).map((name) => limit(work, name)));
}

const sayable = /^(EHLO \S+|HELO \S+|STARTTLS|MAIL FROM:<>|RCPT TO:<[a-z0-9]+@shop\.example>|RSET|QUIT)$/;

/** Everything that came over the wire and is neither a whole line of those nor TLS. */
function forbidden({ wire, seen }: HostileMail): readonly string[] {
  const plain = wire.flatMap((it) => {
    // 0x16 begins a handshake record (RFC 8446 section 5.1); behind it nothing can be read here.
    const [text = ''] = it.split(/(?:^|(?<=STARTTLS\r\n))\x16/);
    return text === '' ? [] : text.replace(/\r\n$/, '').split('\r\n');
  });
  const cut = wire.filter((it) => it !== '' && !it.includes('\x16') && !it.endsWith('\r\n'));
  return [...plain, ...seen].filter((it) => !sayable.test(it)).concat(cut);
}

function inShort({ verdict, failure = '-', text }: ProbeResult): string {
  return `${verdict} ${failure}: ${text}`;
}

const outOfStep = 'the server sent more replies than there were commands, so none of them can be believed';
const injected =
  'plain text came behind the answer to STARTTLS: somebody on the way, or a broken server, puts words into the secured conversation';

const table = String.raw`
well-behaved, no such user => unknown-user -: 550 5.1.1 no such user
accepts all => accepts-all -: 250 2.1.5 Ok; and to a recipient that cannot exist: 250 2.1.5 Ok
endless greeting => not-smtp endless: a reply of more than 128 lines or 65536 octets
endless greeting, a line now and then => unreachable timeout: the reply was not whole after 0.3 s
endless line => not-smtp endless: a line of more than 4096 octets
endless line behind a code => not-smtp endless: a line of more than 4096 octets
128 lines of greeting => unknown-user -: 550 5.1.1 no such user
129 lines of greeting => not-smtp endless: a reply of more than 128 lines or 65536 octets
control characters in the greeting => unknown-user -: 550 5.1.1 no such user
Latin-1 in the greeting => unknown-user -: 550 5.1.1 no such user
drips its greeting => unknown-user -: 550 5.1.1 no such user
silent => unreachable timeout: no greeting within 0.3 s
closes at once => unreachable closed: the server closed the connection without a reply
resets at once => unreachable reset: the connection was reset
greets with 421 => unreachable -: 421 4.3.2 too busy
greets with 554 => policy-blocked -: 554 5.7.1 no SMTP service here
greets with 521 => policy-blocked -: 521 5.3.2 this host takes no mail
closes in the middle of its greeting => unreachable closed: the server closed the connection in the middle of a reply
speaks HTTP => not-smtp not-smtp: the server said "HTTP/1.1 400 Bad Request", which is no SMTP reply
speaks SSH => not-smtp not-smtp: the server said "SSH-2.0-\x1b[31m", which is no SMTP reply
bare line feeds => accepts-all -: 250 ok; and to a recipient that cannot exist: 250 ok
no EHLO => unknown-user -: 550 5.1.1 no such user
421 to EHLO => unreachable -: 421 4.7.0 go away
two replies to EHLO => inconclusive out-of-step: ${outOfStep}
TLS with a certificate for another name => unknown-user -: 550 5.1.1 no such user
plain text behind the answer to STARTTLS => not-smtp injection: ${injected}
half a line behind the answer to STARTTLS => not-smtp injection: ${injected}
plain text behind the answer to STARTTLS, then TLS => not-smtp injection: ${injected}
words that are no reply behind the answer to STARTTLS => not-smtp injection: ${injected}
garbage for a handshake => unknown-user -: 550 5.1.1 no such user
silence for a handshake => unknown-user -: 550 5.1.1 no such user
closes for a handshake => unknown-user -: 550 5.1.1 no such user
STARTTLS refused => unknown-user -: 550 5.1.1 no such user
nothing but TLS from the first octet => unreachable timeout: no greeting within 0.3 s
endless answer to EHLO inside TLS => not-smtp endless: a reply of more than 128 lines or 65536 octets
refuses every sender => sender-refused -: 550 5.1.0 <>: Sender address rejected
wants a login => policy-blocked -: 530 5.7.0 Authentication required
wants TLS first, and has none => policy-blocked -: 530 5.7.0 Must issue a STARTTLS command first
different codes in one reply => unknown-user -: 550 first 5.1.1 last (the lines carry different codes; the last one counts here, others may read the first)
421 to the third recipient => unknown-user -: 550 5.1.1 no such user
closes instead of an answer => unreachable closed: the server closed the connection without a reply
two replies to each recipient => inconclusive out-of-step: ${outOfStep}
one reply too many, late => inconclusive out-of-step: RSET was answered with 354, so the replies of this conversation do not belong to its commands
greylists => greylisted -: 450 4.7.1 Greylisted, try again later
a code and nothing else => exists -: 250
markup in its replies => unknown-user -: 550 5.1.1 <script>alert(1)</script>
wants data nobody offered => not-smtp -: 354 go ahead
endless reply => not-smtp endless: a reply of more than 128 lines or 65536 octets
replies of 60,000 octets => policy-blocked -: 550 ${'x'.repeat(1996)}… (57877 characters more)
silence for an answer => unreachable timeout: no reply within 1 s
greylists the random one => exists -: 250 2.1.5 Ok
blocks at the random one => exists -: 250 2.1.5 Ok
hangs up at the random one => exists -: 250 2.1.5 Ok
closes instead of a goodbye => unknown-user -: 550 5.1.1 no such user
250 to QUIT => inconclusive out-of-step: QUIT was answered with 250, so the replies of this conversation do not belong to its commands
offers PIPELINING and keeps it => unknown-user -: 550 5.1.1 no such user
offers PIPELINING and answers twice => inconclusive out-of-step: ${outOfStep}`;

/** Sixty servers at once on a busy machine. */
const whole = 60_000;

test(
  'every misbehaving server gets its verdict, with the words that prove it',
  async () => {
    const rows = await Promise.all(
      Object.keys(evilServers).map(async (name) => `${name} => ${(await ask(name, ['ann@shop.example'])).map(inShort).join()}`),
    );
    expect(rows.join('\n')).toBe(table.trim());
  },
  whole,
);

test(
  'four recipients in a batch get no other verdicts than one after the other, nor does anything else reach the server',
  async () => {
    const verdicts = async (name: string, pipelining: boolean): Promise<string> =>
      `${name}: ${(await ask(name, four, { pipelining })).map((it) => it.verdict).join(' ')}`;
    const one = await eachServer((name) => verdicts(name, false));
    const batch = await eachServer((name) => verdicts(name, true));
    expect(batch).toEqual(one);
  },
  whole,
);
