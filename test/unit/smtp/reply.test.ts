import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReplies, parseReply, replyText } from '../../../server/src/smtp/reply.ts';

test('lines with a hyphen go on, the line with a space ends', () => {
  expect(parseReply(['250-mx.example.com', '250-SIZE 1000', '250 STARTTLS'])).toEqual({
    code: 250,
    lines: ['mx.example.com', 'SIZE 1000', 'STARTTLS'],
  });
  expect(parseReply(['250-mx.example.com'])).toBeUndefined();
  expect(parseReply([])).toBeUndefined();
});

test('a code without text is a whole reply', () => {
  expect(parseReply(['250'])).toEqual({ code: 250, lines: [''] });
  expect(parseReply(['250-', '250'])).toEqual({ code: 250, lines: ['', ''] });
});

test('what is no reply is none', () => {
  for (const line of ['', 'HTTP/1.1 400 Bad Request', '25', '2500 x', '250_x', '150 x', '650 x', ' 250 x'])
    expect(parseReply([line])).toBeUndefined();
  expect(parseReply(['250 done', '250 more'])).toBeUndefined();
});

test('the last of different codes counts, and the reply is marked', () => {
  expect(parseReply(['250-first', '550 5.1.1 last'])).toEqual({
    code: 550,
    enhanced: '5.1.1',
    lines: ['first', '5.1.1 last'],
    mixed: true,
  });
});

test('the enhanced code comes from the last line that has one of the class of the reply', () => {
  const enhanced = (...lines: string[]): string | undefined => parseReply(lines)?.enhanced;
  expect(enhanced('550-5.1.1 The account', '550 does not exist')).toBe('5.1.1');
  expect(enhanced('550-5.1.1 The account', '550 5.2.1 is disabled')).toBe('5.2.1');
  expect(enhanced('550 #5.1.0 Address rejected.')).toBe('5.1.0');
  expect(enhanced('553 sorry, that domain is not here (#5.7.1)')).toBe('5.7.1');
  expect(enhanced('550 2.1.5 Ok')).toBeUndefined();
  expect(enhanced('550 5.1.1.2 no code but an address')).toBeUndefined();
  expect(enhanced('550 User unknown 5.1.1')).toBeUndefined();
});

test('replies are found in a pasted conversation, with bare line feeds', () => {
  const text = '220 mx\r\nEHLO probe\r\n250-mx\n250 STARTTLS\nRCPT TO:<a@example.com>\n550 5.1.1 no\n250-never ended\n';
  expect(parseReplies(text).map((it) => it.code)).toEqual([220, 250, 550]);
});

test('a reply in one line says its enhanced code once', () => {
  expect(replyText({ code: 550, lines: ['5.1.1 The account', '5.1.1 does not exist'] })).toBe('550 5.1.1 The account does not exist');
  expect(replyText({ code: 250, lines: [''] })).toBe('250');
});

test('no lines throw', () => {
  const line = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[2-5][0-9]{2}[ -]?[245]?\.?[0-9]?\.?[0-9]?/));
  fc.assert(
    fc.property(
      fc.array(line),
      (lines) => (parseReply(lines)?.code ?? 250) < 600 && parseReplies(lines.join('\n')).every((it) => 200 <= it.code),
    ),
  );
});
