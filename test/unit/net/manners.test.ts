import { expect, test } from 'vitest';
import { codes, converse, recipient } from './script.ts';

const hello = '< 220 mx\n> EHLO probe.example\n< 250 mx\n';
const begin = `${hello}> MAIL FROM:<>\n< 250 Ok\n`;
const leave = '> RSET\n< 250 Ok\n> QUIT\n< 221 Bye';

/** So many exchanges about recipients, each answered with the same. */
function asking(from: number, to: number, reply: string): string {
  return Array.from({ length: to - from }, (_, i) => `> RCPT TO:<u${from + i}@example.com>\n< ${reply}\n`).join('');
}

function numbered(count: number): ReturnType<typeof recipient>[] {
  return Array.from({ length: count }, (_, i) => recipient(`u${i}`));
}

test('after five unknown users in a row nobody else is asked, unless a pace was set', () => {
  const stopped = converse({ recipients: numbered(7) }, `${begin}${asking(0, 5, '550 5.1.1 no')}${leave}`);
  expect(stopped.replies.size).toBe(5);
  expect([...stopped.unasked]).toEqual(
    ['u5', 'u6'].map((it) => [`${it}@example.com`, 'not asked: after 5 unknown users in a row a server may lock this client out']),
  );
  const persistent = converse({ recipients: numbered(7), persists: true }, `${begin}${asking(0, 7, '550 5.1.1 no')}${leave}`);
  expect([persistent.replies.size, persistent.unasked.size]).toEqual([7, 0]);
});

test('after eight refused recipients it leaves and says so, before a server slows down or hangs up', () => {
  const outcome = converse({ recipients: numbered(12), persists: true }, `${begin}${asking(0, 8, '450 4.2.0 later')}${leave}`);
  expect(outcome.replies.size).toBe(8);
  expect(outcome.unasked.size).toBe(0);
  expect(outcome.stopped).toBe('8 recipients were refused, and servers slow down or hang up when there are more in one conversation');
});

test('a transaction has at most a hundred recipients, and the next begins with another MAIL FROM', () => {
  const outcome = converse(
    { recipients: numbered(101), settled: new Set(['example.com']) },
    `${begin}${asking(0, 100, '250 Ok')}> RSET\n< 250 Ok\n> MAIL FROM:<>\n< 250 Ok\n${asking(100, 101, '250 Ok')}${leave}`,
  );
  expect(outcome.replies.size).toBe(101);
});

test('a server that takes fewer recipients at once is asked in smaller transactions', () => {
  const renewed = '> RSET\n< 250 Ok\n> MAIL FROM:<>\n< 250 Ok\n';
  const tooMany = '> RCPT TO:<u1@example.com>\n< 452 4.5.3 Error: too many recipients\n';
  const outcome = converse(
    { recipients: numbered(2), settled: new Set(['example.com']) },
    `${begin}${asking(0, 1, '250 Ok')}${tooMany}${renewed}${asking(1, 2, '550 5.1.1 no')}${leave}`,
  );
  expect(codes(outcome.replies)).toEqual(['u0@example.com 250', 'u1@example.com 550']);
  // The first of a transaction cannot be one too many: the server means something else.
  const never = converse({ recipients: numbered(1) }, `${begin}${asking(0, 1, '452 4.5.3 too many recipients')}${leave}`);
  expect(codes(never.replies)).toEqual(['u0@example.com 452']);
});

test('another transaction that is refused leaves the rest for another conversation', () => {
  const outcome = converse(
    { recipients: numbered(101), settled: new Set(['example.com']) },
    `${begin}${asking(0, 100, '250 Ok')}> RSET\n< 250 Ok\n> MAIL FROM:<>\n< 451 4.3.0 not now\n${leave}`,
  );
  expect(outcome.replies.size).toBe(100);
  expect(outcome.stopped).toBe('the server answered another MAIL FROM with 451 4.3.0 not now');
});

test('a server that refuses the null sender only at a recipient is offered the configured one then', () => {
  const renewed = '> RSET\n< 250 Ok\n> MAIL FROM:<me@example.net>\n< 250 Ok\n';
  const outcome = converse(
    { sender: 'me@example.net', recipients: numbered(2), settled: new Set(['example.com']) },
    `${begin}${asking(0, 1, '550 5.7.1 <>: Sender address rejected: bounces not accepted')}${renewed}${asking(0, 1, '250 Ok')}${asking(1, 2, '550 5.1.1 no')}${leave}`,
  );
  expect(outcome.sender).toBe('me@example.net');
  expect(codes(outcome.replies)).toEqual(['u0@example.com 250', 'u1@example.com 550']);
});

test('the random recipient of a domain is asked once, also in several conversations, and not where patience is spent', () => {
  const settled = converse({ recipients: numbered(1), settled: new Set(['example.com']) }, `${begin}${asking(0, 1, '250 Ok')}${leave}`);
  expect(settled.randoms.size).toBe(0);
  const domains = Array.from({ length: 11 }, (_, i) => recipient('u', `d${i}.example`));
  const accepted = domains.map((it) => `> RCPT TO:<${it.text}>\n< 250 Ok\n`).join('');
  const random = (i: number): string => `> RCPT TO:<random@d${i}.example>\n< 550 5.1.1 no\n`;
  const many = converse({ recipients: domains }, `${begin}${accepted}${Array.from({ length: 9 }, (_, i) => random(i)).join('')}${leave}`);
  expect(many.randoms.size).toBe(9);
});

test('TLS that was required and is not to be had ends the conversation, and on port 465 it comes first', () => {
  const none = converse({ tls: 'required' }, `${hello}> QUIT\n< 221 Bye`);
  expect(none.failure).toMatchObject({ kind: 'tls', why: 'the server offers no STARTTLS, and nothing is asked without TLS' });
  const immediate = converse({ tls: 'immediate' }, `= TLS\n${begin}> RCPT TO:<ann@example.com>\n< 550 5.7.1 no\n${leave}`);
  expect(immediate.secured).toBe(true);
});

test('addresses outside ASCII are asked beside others where SMTPUTF8 is offered, and left out where it is not', () => {
  const recipients = [recipient('δοκιμή'), recipient('ann')];
  const ask = (it: string): string => `> RCPT TO:<${it}@example.com>\n< 550 5.1.1 no\n`;
  const offered = '< 220 mx\n> EHLO probe.example\n< 250-mx\n< 250 SMTPUTF8\n> MAIL FROM:<> SMTPUTF8\n< 250 Ok\n';
  expect(converse({ recipients }, `${offered}${ask('δοκιμή')}${ask('ann')}${leave}`).replies.size).toBe(2);
  const missing = converse({ recipients }, `${begin}${ask('ann')}${leave}`);
  expect([codes(missing.replies), [...missing.unasked.keys()]]).toEqual([['ann@example.com 550'], ['δοκιμή@example.com']]);
});
