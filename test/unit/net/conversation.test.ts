import { expect, test } from 'vitest';
import { codes, converse } from './script.ts';

test('an unknown user is refused at RCPT, after TLS, and no random recipient is needed', () => {
  const outcome = converse(
    {},
    `
< 220 mx.example.com ESMTP
> EHLO probe.example
< 250-mx.example.com
< 250 STARTTLS
> STARTTLS
< 220 2.0.0 Ready
= TLS
> EHLO probe.example
< 250 mx.example.com
> MAIL FROM:<>
< 250 2.1.0 Ok
> RCPT TO:<ann@example.com>
< 550-5.1.1 The account
< 550 5.1.1 does not exist
> RSET
< 250 2.0.0 Ok
> QUIT
< 221 Bye`,
  );
  expect(outcome).toMatchObject({ secured: true, sender: '' });
  expect(outcome.replies.get('ann@example.com')).toMatchObject({ code: 550, enhanced: '5.1.1' });
});

test('an accepted recipient is compared with one that cannot exist, once for its domain and last', () => {
  const outcome = converse(
    { recipients: ['ann', 'bob', 'ann'].map((it) => ({ text: `${it}@example.com`, smtputf8: false, domain: 'example.com' })) },
    `
< 220 mx
> EHLO probe.example
< 250 mx
> MAIL FROM:<>
< 250 Ok
> RCPT TO:<ann@example.com>
< 250 Ok
> RCPT TO:<bob@example.com>
< 550 5.1.1 no
> RCPT TO:<random@example.com>
< 250 Ok
> RSET
< 250 Ok
> QUIT
< 221 Bye`,
  );
  expect(codes(outcome.replies)).toEqual(['ann@example.com 250', 'bob@example.com 550']);
  expect(codes(outcome.randoms)).toEqual(['example.com 250']);
  expect(outcome.failure).toBeUndefined();
});

test('a server without EHLO is asked with HELO, and offers nothing then', () => {
  const outcome = converse(
    { recipients: [{ text: 'ann@[192.0.2.1]', smtputf8: false }] },
    `
< 220 mx
> EHLO probe.example
< 502 not implemented
> HELO probe.example
< 250-mx
< 250 STARTTLS
> MAIL FROM:<>
< 250 Ok
> RCPT TO:<ann@[192.0.2.1]>
< 250 Ok
> RSET
< 250 Ok
> QUIT
< 221 Bye`,
  );
  expect(codes(outcome.replies)).toEqual(['ann@[192.0.2.1] 250']);
  expect(outcome.randoms.size).toBe(0);
});

test('a server that refuses the null sender is offered the configured one', () => {
  const outcome = converse(
    { sender: 'me@example.net' },
    `
< 220 mx
> EHLO probe.example
< 250 mx
> MAIL FROM:<>
< 550 5.1.0 bounces are not accepted
> MAIL FROM:<me@example.net>
< 250 Ok
> RCPT TO:<ann@example.com>
< 550 5.1.1 no
> RSET
< 250 Ok
> QUIT
< 221 Bye`,
  );
  expect(outcome).toMatchObject({ sender: 'me@example.net' });
  expect(outcome.refusal).toBeUndefined();
});

test('a server that refuses every sender says nothing of the recipient', () => {
  const outcome = converse(
    {},
    `
< 220 mx
> EHLO probe.example
< 250 mx
> MAIL FROM:<>
< 550 5.7.1 no
> QUIT
< 221 Bye`,
  );
  expect(outcome).toMatchObject({ refusal: { stage: 'sender', reply: { code: 550 } } });
  expect(outcome.replies.size).toBe(0);
});

test('a refused greeting is left politely, a 421 at once', () => {
  expect(converse({}, '< 554 no\n> QUIT\n< 221 Bye')).toMatchObject({ refusal: { stage: 'greeting', reply: { code: 554 } } });
  expect(converse({}, '< 421 busy')).toMatchObject({ refusal: { stage: 'greeting', reply: { code: 421 } } });
});

test('STARTTLS that is refused leaves plain text, TLS that fails ends the conversation', () => {
  const refused = `
< 220 mx
> EHLO probe.example
< 250-mx
< 250 STARTTLS
> STARTTLS
< 454 not now
> MAIL FROM:<>
< 250 Ok
> RCPT TO:<ann@example.com>
< 450 4.2.0 Greylisted
> RSET
< 250 Ok
> QUIT
< 221 Bye`;
  expect(converse({}, refused)).toMatchObject({ secured: false });
  const failed = `
< 220 mx
> EHLO probe.example
< 250-mx
< 250 STARTTLS
> STARTTLS
< 220 Ready
= TLS
! TLS alert`;
  expect(converse({}, failed)).toMatchObject({ failure: { kind: 'tls', stage: 'tls', why: 'TLS alert' } });
});

test('TLS is not asked for where it failed before', () => {
  const outcome = converse(
    { tls: 'never' },
    `
< 220 mx
> EHLO probe.example
< 250-mx
< 250 STARTTLS
> MAIL FROM:<>
< 250 Ok
> RCPT TO:<ann@example.com>
< 550 5.1.1 no
> RSET
< 250 Ok
> QUIT
< 221 Bye`,
  );
  expect(outcome.secured).toBe(false);
});

test('a 421 or a lost connection in the middle keeps what was answered before', () => {
  const recipients = ['ann', 'bob', 'eve'].map((it) => ({ text: `${it}@example.com`, smtputf8: false, domain: 'example.com' }));
  const start =
    '< 220 mx\n> EHLO probe.example\n< 250 mx\n> MAIL FROM:<>\n< 250 Ok\n> RCPT TO:<ann@example.com>\n< 550 5.1.1 no\n> RCPT TO:<bob@example.com>\n';
  const ended = converse({ recipients }, `${start}< 421 4.7.0 too many errors`);
  expect(codes(ended.replies)).toEqual(['ann@example.com 550']);
  expect(ended.failure).toMatchObject({
    kind: 'shutdown',
    stage: 'recipient',
    why: 'the server ended the conversation: 421 4.7.0 too many errors',
  });
  const lost = converse({ recipients }, `${start}! closed`);
  expect(codes(lost.replies)).toEqual(['ann@example.com 550']);
  expect(lost.failure).toMatchObject({ kind: 'closed', stage: 'recipient' });
});

test('a closing check that fails spoils every reply, a server that hangs up does not', () => {
  const start = '< 220 mx\n> EHLO probe.example\n< 250 mx\n> MAIL FROM:<>\n< 250 Ok\n> RCPT TO:<ann@example.com>\n< 450 later\n> RSET\n';
  expect(converse({}, `${start}< 550 5.1.1 late reply`)).toMatchObject({ failure: { kind: 'out-of-step', stage: 'goodbye' } });
  expect(converse({}, `${start}< 250 Ok\n> QUIT\n< 250 Ok`)).toMatchObject({ failure: { kind: 'out-of-step', stage: 'goodbye' } });
  expect(converse({}, `${start}! closed`).failure).toBeUndefined();
  expect(converse({}, `${start}< 502 what\n> QUIT\n< 221 Bye`).failure).toBeUndefined();
});

test('an address outside ASCII is asked only where SMTPUTF8 is offered', () => {
  const recipients = [{ text: 'δοκιμή@example.com', smtputf8: true, domain: 'example.com' }];
  const offered = converse(
    { recipients },
    `
< 220 mx
> EHLO probe.example
< 250-mx
< 250 SMTPUTF8
> MAIL FROM:<> SMTPUTF8
< 250 Ok
> RCPT TO:<δοκιμή@example.com>
< 550 5.1.1 no
> RSET
< 250 Ok
> QUIT
< 221 Bye`,
  );
  expect(codes(offered.replies)).toEqual(['δοκιμή@example.com 550']);
  const missing = converse({ recipients }, '< 220 mx\n> EHLO probe.example\n< 250 mx\n> QUIT\n< 221 Bye');
  expect([...missing.unasked.keys()]).toEqual(['δοκιμή@example.com']);
});
