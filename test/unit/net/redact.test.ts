import { expect, test } from 'vitest';
import { redacted } from '../../../client/src/net/redact.ts';
import type { ProbeResult, TranscriptLine } from '../../../client/src/net/results.ts';

const transcript = [
  'RCPT TO:<erin@shop.example>',
  '550 5.1.1 <Erin@Shop.Example>: no user erin.',
  'RCPT TO:<"q u"@shop.example>',
  '250 Ok',
].map((text): TranscriptLine => ({ by: 'server', text, at: 0, tls: false, expected: true }));

function result(address: string, text: string): ProbeResult {
  return { address, mx: 'mx1.shop.example', ip: '192.0.2.1', port: 25, verdict: 'unknown-user', text, next: [], transcript, ms: 0 };
}

test('names before the @ are hidden wherever they stand, and nothing else is', () => {
  const results = [
    result('erin@shop.example', '550 5.1.1 erin@shop.example... User unknown'),
    result('"q u"@shop.example', '250 "q u"@shop.example'),
  ];
  const shown = redacted([
    ...results,
    result('user@shop.example', '550 5.1.1 <user@shop.example>: User unknown'),
    result('ann@[IPv6:2001:db8::1]', '250 <ann@[IPv6:2001:db8::1]> Ok'),
  ]);
  expect(shown.map((it) => `${it.address}: ${it.text}`)).toEqual([
    'recipient1@shop.example: 550 5.1.1 recipient1@shop.example... User unknown',
    'recipient2@shop.example: 250 recipient2@shop.example',
    'recipient3@shop.example: 550 5.1.1 <recipient3@shop.example>: User unknown',
    'recipient4@[IPv6:2001:db8::1]: 250 <recipient4@[IPv6:2001:db8::1]> Ok',
  ]);
  expect(shown[0]?.transcript.map((it) => it.text)).toEqual([
    'RCPT TO:<recipient1@shop.example>',
    '550 5.1.1 <recipient1@shop.example>: no user recipient1.',
    'RCPT TO:<recipient2@shop.example>',
    '250 Ok',
  ]);
  expect(shown[1]?.transcript).toBe(shown[0]?.transcript);
});
