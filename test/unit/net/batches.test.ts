import { expect, test } from 'vitest';
import { roomFor } from '../../../client/src/net/smtp/limits.ts';
import { codes, converse, recipient } from './script.ts';

const begin = `< 220 mx
> EHLO probe.example
< 250-mx
< 250 PIPELINING
> MAIL FROM:<>
< 250 Ok`;

test('several recipients are asked at once where it is wished and offered, and the end is listened to', () => {
  const recipients = ['ann', 'bob', 'eve'].map((it) => recipient(it));
  const outcome = converse(
    { recipients, pipelining: true },
    `${begin}
> RCPT TO:<ann@example.com>
> RCPT TO:<bob@example.com>
> RCPT TO:<eve@example.com>
< 250 Ok
< 550-5.1.1 no
< 550 5.1.1 such user
< 450 4.2.0 later
> RCPT TO:<random@example.com>
< 550 5.1.1 no
> RSET
< 250 Ok
> QUIT
< 221 Bye
= end`,
  );
  expect(codes(outcome.replies)).toEqual(['ann@example.com 250', 'bob@example.com 550', 'eve@example.com 450']);
  expect(outcome).toMatchObject({ pipelined: true });
  expect(outcome.failure).toBeUndefined();
});

test('without the wish, or without the offer, they are asked one after the other', () => {
  const recipients = ['ann', 'bob'].map((it) => recipient(it));
  const rest = `> RCPT TO:<ann@example.com>
< 550 5.1.1 no
> RCPT TO:<bob@example.com>
< 550 5.1.1 no
> RSET
< 250 Ok
> QUIT
< 221 Bye`;
  expect(converse({ recipients }, `${begin}\n${rest}`).pipelined).toBe(false);
  expect(converse({ recipients, pipelining: true }, `${begin.replace('250-mx\n< 250 PIPELINING', '250 mx')}\n${rest}`).pipelined).toBe(
    false,
  );
});

test('a 421 in the middle of a batch keeps what was answered before it', () => {
  const recipients = ['ann', 'bob', 'eve', 'zoe'].map((it) => recipient(it));
  const asked = recipients.map((it) => `> RCPT TO:<${it.text}>`).join('\n');
  const outcome = converse(
    { recipients, pipelining: true },
    `${begin}\n${asked}\n< 250 Ok\n< 550 5.1.1 no\n< 421 4.7.0 too many errors\n! closed`,
  );
  expect(codes(outcome.replies)).toEqual(['ann@example.com 250', 'bob@example.com 550']);
  expect(outcome.failure).toMatchObject({ kind: 'shutdown', why: 'the server ended the conversation: 421 4.7.0 too many errors' });
});

test('a connection that breaks in a batch keeps what was answered before', () => {
  const recipients = ['ann', 'bob'].map((it) => recipient(it));
  const asked = recipients.map((it) => `> RCPT TO:<${it.text}>`).join('\n');
  const outcome = converse({ recipients, pipelining: true }, `${begin}\n${asked}\n< 250 Ok\n! closed`);
  expect(codes(outcome.replies)).toEqual(['ann@example.com 250']);
  expect(outcome.failure).toMatchObject({ kind: 'closed', stage: 'recipient' });
});

test('after a batch the goodbye must fit in all its parts', () => {
  const recipients = ['ann', 'bob'].map((it) => recipient(it));
  const batch = `${begin}\n> RCPT TO:<ann@example.com>\n> RCPT TO:<bob@example.com>\n< 450 later\n< 450 later\n> RSET\n`;
  const failureAfter = (end: string): string | undefined => converse({ recipients, pipelining: true }, `${batch}${end}`).failure?.kind;
  expect(failureAfter('< 250 Ok\n> QUIT\n< 221 Bye\n= end')).toBeUndefined();
  expect(failureAfter('< 450 later')).toBe('out-of-step');
  expect(failureAfter('< 250 Ok\n> QUIT\n< 250 Ok')).toBe('out-of-step');
  expect(failureAfter('< 250 Ok\n> QUIT\n< 221 Bye\n= end\n! out of step')).toBe('out-of-step');
  expect(failureAfter('< 250 Ok\n> QUIT\n! closed')).toBeUndefined();
});

test('a batch never holds so many that all of them refused would be too many for the server', () => {
  const room = (refused: number, accepted: number, inTransaction = 0): number =>
    roomFor({ pipelining: true }, { refused, accepted, inTransaction, unknownInARow: 0 });
  expect([room(0, 0), room(0, 2), room(3, 2), room(0, 500), room(7, 500), room(0, 500, 95)]).toEqual([5, 7, 6, 9, 2, 5]);
  expect(roomFor({ pipelining: false }, { refused: 0, accepted: 500, inTransaction: 0, unknownInARow: 0 })).toBe(1);
});
