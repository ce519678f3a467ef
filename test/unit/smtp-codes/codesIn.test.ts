import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codesIn } from '../../../server/src/smtp/codes/codesIn.ts';

/** The line with carets below the codes found. */
function draw(line: string): string {
  const carets = codesIn(line).reduce((res, it) => res.padEnd(it.start) + '^'.repeat(it.end - it.start), '');
  return carets === '' ? line : `${line}\n${carets}`;
}

const drawn = [
  `unknown_local_recipient_reject_code = 450
                                      ^^^`,
  `  -o unknown_local_recipient_reject_code=450
                                         ^^^`,
  `ghost@example.com   550 5.1.1 no such user
                    ^^^ ^^^^^`,
  `ghost@example.com   550 no such user
                    ^^^`,
  `/^ghost@/ 450 4.2.2 full
          ^^^ ^^^^^`,
  `user@example.com    5.1.6 moved to user@example.net
                    ^^^^^`,
  `smtpd_policy_service_default_action = 451 4.3.5 Server configuration problem
                                      ^^^ ^^^^^`,
  `NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 450 4.1.1 <ghost@example.com>: Recipient address rejected
                                                 ^^^ ^^^^^`,
  `to=<a@example.com>, relay=mx[192.0.2.1]:25, delay=450, dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550-5.1.1 The email account
                                                           ^^^^^                                           ^^^ ^^^^^`,
  `to=<a@example.com>, relay=local, delay=0.1, dsn=2.0.0, status=sent (delivered to mailbox)
                                                ^^^^^`,
  `Diagnostic-Code: smtp; 550 5.1.1 <ghost@example.com>: User unknown
                       ^^^ ^^^^^`,
  `Status: 5.0.0
        ^^^^^`,
  `RCPT TO:<ghost@example.com>: 550 no such user
                             ^^^`,
  `    message = 550 Unknown user
              ^^^`,
  `<** 550 5.1.1 <ghost@example.com>: Recipient address rejected
    ^^^ ^^^^^`,
  `250-PIPELINING
^^^`,
  `250 2.1.5 Ok
^^^ ^^^^^`,
  `354 End data with <CR><LF>.<CR><LF>
^^^`,
  `the server answered 550 (#5.1.1)
                    ^^^   ^^^^^`,
  `Remote server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'
                        ^^^ ^^^^^^`,
  `a comment that ends with 5.7.1.
                         ^^^^^`,
];

test.each(drawn)('a code stands here:\n%s', (drawing) => {
  expect(draw(drawing.split('\n')[0] ?? '')).toBe(drawing);
});

test.each([
  'smtpd_recipient_limit = 450',
  'default_process_limit = 250',
  'message_size_limit = 552 MB',
  'relay=mx.example.com[192.0.2.1]:550, delay=450, delays=0.1/0/0/250',
  'mynetworks = 192.0.2.250 198.51.100.0/24 4.2.2.1',
  'postfix/smtpd[550]: connect from unknown[203.0.113.9]',
  'Jan 12 04:50:21 mail dovecot: version 2.3.4 started',
  'compatibility_level = 3.6',
  'Postfix 3.7.11 on Debian, dovecot 2.3.4, released 5.1.1-3',
  'alice:x:501:501::/home/alice:/bin/sh',
  'alice@example.com 501',
  'listens on port 553',
  'size: 250 KB in 221 seconds',
  '/var/log/550/mail',
  'Content-Length: 550',
  'id=550-1 nrcpt=250 (queue active)',
  '10.5.1.1',
  'it lists 550 recipients',
  '599 nobody says this',
  'X-Spam-Checker-Version: SpamAssassin 4.0.0 (2022-12-14) on mail.example.com',
])('no code stands here: %s', (line) => {
  expect(draw(line)).toBe(line);
});

test('a code far out in a long line is found by what stands near it', () => {
  const start = `${'x.y@z '.repeat(20_000)}host said: `;
  expect(codesIn(`${start}550 5.1.1 no`).map((it) => [it.start - start.length, it.text])).toEqual([
    [0, '550'],
    [4, '5.1.1'],
  ]);
  expect(codesIn(`${'x'.repeat(400)}@example.com 550 no such user`)).toEqual([]);
});

test('codes of any line lie in it, in order and apart', () => {
  const piece = fc.constantFrom('550', '5.1.1', '450 4.2.0', ' ', '=', ':', '-', 'said', 'a@b', '.', '25', '2.0.0', 'code', '\t', '<', '"');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const line = pieces.join('');
      let end = 0;
      for (const it of codesIn(line)) {
        expect(it.start).toBeGreaterThanOrEqual(end);
        expect(line.slice(it.start, it.end)).toBe(it.text);
        end = it.end;
      }
    }),
  );
});
