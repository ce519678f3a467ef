import { afterEach, expect, test } from 'vitest';
import { probeRecipient } from '../../../client/src/net/probe.ts';
import type { ProbeOptions } from '../../../client/src/net/probeOptions.ts';
import type { ProbeResult } from '../../../client/src/net/results.ts';
import { type Changes, dialogue, type HostileMail, startHostileMail } from './hostileMail.ts';
import { address } from './support.ts';

let server: HostileMail;
const pauses: number[] = [];

afterEach(async () => {
  pauses.length = 0;
  await server.close();
});

async function probe(changes: Changes, recipients: readonly string[], more: Partial<ProbeOptions> = {}): Promise<readonly ProbeResult[]> {
  server = await startHostileMail((socket, seen) => dialogue(socket, seen, changes));
  return probeRecipient(recipients.map(address), {
    server: { kind: 'server', host: { kind: 'ip', ip: '127.0.0.1' }, port: server.port },
    resolvers: [],
    pause: async (milliseconds) => void pauses.push(Math.round(milliseconds / 1000)),
    mayContact: async () => true,
    ...more,
  });
}

const pipelining = '250-mx\r\n250 PIPELINING';
const refuseAll = { RCPT: () => '450 4.2.0 later' };

function numbered(count: number, domain = 'shop.example'): readonly string[] {
  return Array.from({ length: count }, (_, i) => `u${i}@${domain}`);
}

/** Notes of the transcript that are about more than one connection. */
function remarks([result]: readonly ProbeResult[]): readonly string[] {
  return result!.transcript.filter((it) => it.by === 'note' && /again|leaving/.test(it.text)).map((it) => it.text);
}

test('batches that do not fit are thrown away, and everybody is asked again one after the other', async () => {
  let recipients = 0;
  // Two replies to the first recipient of the first connection: every later reply stands in for its neighbor's.
  const shifted = (): string => (recipients++ === 0 ? '250 2.1.5 Ok\r\n250 2.1.5 Ok' : '550 5.1.1 no');
  const results = await probe({ EHLO: pipelining, RCPT: shifted }, numbered(4), { pipelining: true });
  expect(results.map((it) => it.verdict)).toEqual(['unknown-user', 'unknown-user', 'unknown-user', 'unknown-user']);
  expect(remarks(results)).toEqual(['the replies to a batch did not fit it and were thrown away; asking again one after the other']);
  expect(server.connections()).toBe(2);
});

test('what a server says behind its goodbye throws a batch away too', async () => {
  const late = { EHLO: pipelining, RCPT: () => '450 4.2.0 later', QUIT: '221 2.0.0 Bye\r\n250 2.1.5 Ok' };
  const results = await probe(late, numbered(2), { pipelining: true });
  expect(results.map((it) => [it.verdict, it.failure])).toEqual(Array.from({ length: 2 }, () => ['greylisted', undefined]));
  expect(server.connections()).toBe(2);
});

test('the rest is asked in a second and a third conversation, after a pause, and then no more without a pace', async () => {
  const results = await probe(refuseAll, numbered(30));
  expect(results.map((it) => it.verdict)).toEqual([...Array(24).fill('greylisted'), ...Array(6).fill('inconclusive')]);
  expect(results.at(-1)?.text).toBe('not asked: 3 conversations with this server were not enough, and for more no pace was set');
  expect(pauses).toEqual([2, 2]);
  expect(server.connections()).toBe(3);
  expect(remarks(results).slice(0, 2)).toEqual([
    '8 recipients were refused, and servers slow down or hang up when there are more in one conversation; leaving before that',
    'connecting again for 22 recipients that were not asked',
  ]);
});

test('with a pace all are asked, each conversation when the one before is paid for', async () => {
  const results = await probe(refuseAll, numbered(30), { pace: 60 });
  expect(results.map((it) => it.verdict)).toEqual(Array(30).fill('greylisted'));
  // Eight refused recipients at one a second; the pause of the test takes no time, so the debt grows.
  expect(pauses).toEqual([8, 16, 24]);
});

test('a pace of few recipients makes short conversations', async () => {
  const results = await probe({}, numbered(7), { pace: 3 });
  expect(results.map((it) => it.verdict)).toEqual(Array(7).fill('accepts-all'));
  expect(pauses).toEqual([60, 120]);
  expect(server.seen.filter((it) => it.startsWith('RCPT'))).toHaveLength(8);
});

test('a server that is named is asked about all domains in one conversation', async () => {
  const results = await probe({}, [...numbered(2, 'one.example'), ...numbered(2, 'two.example')]);
  expect(results.map((it) => it.verdict)).toEqual(Array(4).fill('accepts-all'));
  expect(server.connections()).toBe(1);
});

test('a server that hangs up on a batch is asked the rest one after the other, once', async () => {
  let recipients = 0;
  const hangUp: Changes = {
    EHLO: pipelining,
    RCPT: (_count, socket) => (++recipients % 4 === 0 ? void socket.end('421 4.7.0 too much\r\n') : '250 2.1.5 Ok'),
  };
  const results = await probe(hangUp, numbered(12), { pipelining: true });
  // Three answers before it hung up; it also read the fifth of that batch, so two more make eight.
  expect(results.map((it) => it.verdict)).toEqual([...Array(5).fill('exists'), ...Array(7).fill('inconclusive')]);
  expect(results.at(-1)).toMatchObject({ failure: 'shutdown', text: 'the server ended the conversation: 421 4.7.0 too much' });
  expect(server.connections()).toBe(2);
});

test('a conversation has at most a mebibyte, however proper its replies are', async () => {
  const long = `${`250-${'x'.repeat(3990)}\r\n`.repeat(15)}250 2.1.5 Ok`;
  const results = await probe({ RCPT: () => long }, numbered(20));
  expect(results.map((it) => it.verdict)).toEqual([...Array(17).fill('exists'), ...Array(3).fill('not-smtp')]);
  expect(results.at(-1)?.text).toBe('more than 1048576 octets in one conversation');
});

test('being stopped while it waits ends the questions', async () => {
  const controller = new AbortController();
  const stop = { pace: 60, signal: controller.signal, pause: async () => controller.abort() };
  const results = await probe(refuseAll, numbered(10), stop);
  expect(results.map((it) => it.verdict)).toEqual([...Array(8).fill('greylisted'), 'inconclusive', 'inconclusive']);
  expect(results.at(-1)?.failure).toBe('cancelled');
});

test('a consent holds for all conversations with one address', async () => {
  const asked: string[] = [];
  await probe(refuseAll, numbered(10), { mayContact: async (host) => 0 < asked.push(host) });
  expect([server.connections(), asked]).toEqual([2, ['127.0.0.1']]);
});
