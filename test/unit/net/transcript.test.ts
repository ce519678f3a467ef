import { expect, test } from 'vitest';
import { byRecipient } from '../../../client/src/net/exchanges.ts';
import { readLines } from '../../../client/src/net/smtp/lines.ts';
import { takeDown } from '../../../client/src/net/smtp/transcript.ts';
import { conversation } from '../../browser/panel/samples.ts';

test('only the newest lines of an endless conversation are kept, escaped, with times that grow', () => {
  let clock = 100;
  const transcript = takeDown(() => clock++);
  for (let i = 0; i < 4100; i++) transcript.add('server', `250 line ${i}\x1b`);
  const lines = transcript.lines();
  expect(lines).toHaveLength(4001);
  expect(lines[0]).toMatchObject({ by: 'note', text: '100 earlier lines were left out' });
  expect(lines[1]?.text).toBe(String.raw`250 line 100\x1b`);
  expect(lines.slice(1).every((it, i, all) => i === 0 || all[i - 1]!.at <= it.at)).toBe(true);
});

test('a line is put together from its pieces, and one that is too long ends the stream', () => {
  const reader = readLines(10);
  const push = (text: string) => reader.push(Buffer.from(text))?.map((it) => it.toString());
  expect([push('25'), push('0 a\r'), push('\n250 b\n2')]).toEqual([[], [], ['250 a', '250 b']]);
  expect(reader.rest().toString()).toBe('2');
  expect(push('x'.repeat(10))).toBeUndefined();
});

test('a conversation is taken apart by recipients, also where a batch had them all at once', () => {
  const lines = conversation(`0 · connecting to mx.example at 192.0.2.1:25
1 < 220 mx.example
2 > MAIL FROM:<>
2 < 250 Ok
3 > RCPT TO:<ann@shop.example>
3 > RCPT TO:<bob@shop.example>
4 < 250 Ann
4 ! 550-5.1.1 no
4 ! 550 5.1.1 Bob
5 > RCPT TO:<k3v9@shop.example>
6 ! 550 5.1.1 nobody
7 ✗ the connection was reset
0 · connecting to mx.example at 192.0.2.1:25
1 < 220 mx.example
2 > RCPT TO:<bob@shop.example>
3 < 250 Bob after all`);
  const linesOf = byRecipient(lines, new Set(['ann@shop.example', 'bob@shop.example']));
  const told = (address: string) => linesOf(address).flatMap(({ by, text }) => (by === 'note' || text.startsWith('220') ? [] : [text]));
  expect(told('ann@shop.example')).toEqual([
    'MAIL FROM:<>',
    '250 Ok',
    'RCPT TO:<ann@shop.example>',
    '250 Ann',
    'RCPT TO:<k3v9@shop.example>',
    '550 5.1.1 nobody',
    'the connection was reset',
  ]);
  expect(told('bob@shop.example').slice(2, 5)).toEqual(['RCPT TO:<bob@shop.example>', '550-5.1.1 no', '550 5.1.1 Bob']);
  expect(told('bob@shop.example').slice(-2)).toEqual(['RCPT TO:<bob@shop.example>', '250 Bob after all']);
});
