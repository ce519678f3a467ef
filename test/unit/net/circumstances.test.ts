import { afterEach, expect, test } from 'vitest';
import type { Attempt } from '../../../client/src/net/attempt.ts';
import { conclude } from '../../../client/src/net/conclude.ts';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { ProbeOptions } from '../../../client/src/net/probeOptions.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { parseReply } from '../../../server/src/smtp/reply.ts';
import { type Changes, dialogue, goSecure, type HostileMail, secure, startHostileMail } from './hostileMail.ts';
import { address, domain, expectTable } from './support.ts';

let server: HostileMail | undefined;

afterEach(async () => server?.close());

async function probe(serve: Parameters<typeof startHostileMail>[0], more: Partial<ProbeOptions> = {}): Promise<ProbeResult> {
  server = await startHostileMail(serve);
  const named = { kind: 'server', host: domain('localhost'), port: server.port } as const;
  const options = { server: named, resolvers: [], ipVersion: 4, mayContact: async () => true, ...more } as const;
  const [result] = await probeRecipient([address('ann@shop.example')], options);
  return result!;
}

function notes({ transcript }: ProbeResult): readonly string[] {
  return transcript.filter((it) => it.by === 'note').map((it) => it.text);
}

const unknown = { RCPT: (): string => '550 5.1.1 no' };
const changed = (changes: Changes) => (socket: Parameters<typeof dialogue>[0], seen: string[]) =>
  dialogue(socket, seen, { ...unknown, ...changes });

/** What a refusal at MAIL or RCPT means on a port, in plain text or behind TLS. */
function meaning(reply: string, port: number, stage: 'sender' | 'recipient', secured = false): string {
  const parsed = parseReply([reply])!;
  const replies = new Map(stage === 'recipient' ? [['ann@shop.example', parsed]] : []);
  const refusal = stage === 'sender' ? { refusal: { stage, reply: parsed } } : {};
  const outcome = { replies, ...refusal, randoms: new Map(), unasked: new Map(), secured, pipelined: false };
  const target = { host: 'mx', ip: '192.0.2.1', port };
  const attempt: Attempt = { kind: 'held', target, outcome, transcript: [], ms: 0 };
  const { verdict, says } = conclude(attempt, 'ann@shop.example', 'shop.example');
  return `${verdict}: ${says}`;
}

test('ports for submission want a login, which is a fact about the port and not about the recipient', () => {
  expectTable(
    `
    587 sender 530 5.7.0 Authentication required => policy-blocked: port 587 is for people who log in, so a stranger learns nothing about recipients there
    587 recipient 554 5.7.1 <ann@shop.example>: Relay access denied => policy-blocked: port 587 is for people who log in, so a stranger learns nothing about recipients there
    465 recipient 530 5.7.0 Authentication required => policy-blocked: port 465 is for people who log in, so a stranger learns nothing about recipients there
    587 recipient 550 5.1.1 no such user => unknown-user: nobody has this address on the server
    25 sender 530 5.7.0 Authentication required => policy-blocked: the server wants a login before it takes a recipient, so it is not for mail from strangers
    587 sender 530 5.7.0 Must issue a STARTTLS command first => policy-blocked: the server wants TLS before it takes a sender
    25 recipient 554 5.7.1 <ann@shop.example>: Relay access denied => relay-denied: the server does not take mail for this domain`,
    (text) => {
      const [, port, stage, reply] = /^(\d+) (\w+) (.*)$/.exec(text)!;
      return meaning(reply!, Number(port), stage as 'sender' | 'recipient');
    },
  );
});

test('a server that speaks TLS from the first octet, as on port 465, is understood where that is wished', async () => {
  const result = await probe((socket, seen) => secure(socket, seen, unknown), { tls: 'immediate' });
  expect(result.verdict).toBe('unknown-user');
  expect(result.transcript.filter((it) => it.by === 'server').every((it) => it.tls)).toBe(true);
});

test('TLS that fails is left for plain text only where TLS is opportunistic', async () => {
  const broken = changed({ EHLO: '250-mx\r\n250 STARTTLS', STARTTLS: (socket) => void socket.end('220 go\r\n') });
  const required = await probe(broken, { tls: 'required' });
  expect([required.verdict, required.failure, server?.connections()]).toEqual(['unreachable', 'tls', 1]);
  await server?.close();
  expect((await probe(broken, { tls: 'never' })).transcript.some((it) => it.text === 'STARTTLS')).toBe(false);
});

test('a certificate is compared with the name of the server', async () => {
  const result = await probe((socket, seen) =>
    dialogue(socket, seen, { EHLO: '250-mx\r\n250 STARTTLS', STARTTLS: () => goSecure(socket, seen, unknown) }),
  );
  expect(result.verdict).toBe('unknown-user');
  expect(notes(result).slice(2)).toEqual([
    expect.stringMatching(/^TLS: TLSv1\.3, TLS_/),
    expect.stringMatching(/^the certificate is for wrong\.name\.example, until /),
    'the certificate is not trusted here: DEPTH_ZERO_SELF_SIGNED_CERT; senders that demand a trusted one do not deliver',
    'the certificate does not name localhost; senders that check names do not deliver',
  ]);
});

test('extensions that were crossed out on the way, and missing TLS, are remarked on', async () => {
  const crossed = 'something on the way crosses out what the server says, as firewalls do that rewrite SMTP; TLS may be lost so';
  expect(notes(await probe(changed({ EHLO: '250-mx\r\n250-XXXXXXXA\r\n250 8BITMIME' })))).toContain(crossed);
  await server?.close();
  expect(notes(await probe(changed({ banner: '220 ************************' })))).toContain(crossed);
  await server?.close();
  const plain = notes(await probe(changed({})));
  expect(plain).not.toContain(crossed);
  expect(plain).toContain('the server offers no STARTTLS; going on in plain text');
});

test('a reply that takes long is remarked on, because a tarpit or a look-up stands behind it', async () => {
  const slow = changed({ RCPT: (_count, socket) => void setTimeout(() => socket.write('550 5.1.1 no\r\n'), 150) });
  const remark = expect.stringMatching(/^the server took 0\.\d s for this$/);
  expect(notes(await probe(slow, { deadlines: { slow: 50 } }))).toContainEqual(remark);
});

test('what was changed in an address or is odd about it stands beside the verdict', async () => {
  server = await startHostileMail(changed({}));
  const named = { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port: server.port } as const;
  const asked = ['@relay.example:ann@shop.example', 'ann%other@shop.example', '"q u"@shop.example', 'postmaster', 'ann@[127.0.0.1]'];
  const results = await probeRecipient(asked.map(address), { server: named, resolvers: [], mayContact: async () => true });
  expect(results.map((it) => it.notes)).toEqual([
    ['the source route before the address was left out'],
    ['a % or ! in the local part may be taken for routing by old servers'],
    undefined,
    undefined,
    undefined,
  ]);
  expect(server.seen.filter((it) => it.startsWith('RCPT'))).toEqual([
    'RCPT TO:<ann@shop.example>',
    'RCPT TO:<ann%other@shop.example>',
    'RCPT TO:<"q u"@shop.example>',
    'RCPT TO:<postmaster>',
    'RCPT TO:<ann@[127.0.0.1]>',
  ]);
});
