import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandFault } from '../../../client/src/net/smtp/command.ts';
import { askRecipients, type Questions } from '../../../client/src/net/smtp/conversation.ts';
import type { Answer, Move } from '../../../client/src/net/smtp/moves.ts';
import { readReplies } from '../../../client/src/net/smtp/replies.ts';
import type { Reply } from '../../../server/src/smtp/types.ts';
import { recipient } from './script.ts';

const reply: fc.Arbitrary<Reply> = fc.record({
  code: fc.constantFrom(200, 220, 221, 250, 251, 252, 354, 421, 450, 451, 452, 500, 502, 530, 550, 552, 554, 599),
  lines: fc.array(fc.constantFrom('', 'mx.example', 'STARTTLS', 'PIPELINING', 'SMTPUTF8', '4.5.3 too many recipients', 'sender rejected'), {
    minLength: 1,
    maxLength: 4,
  }),
});
const failure = fc.constantFrom('timeout', 'closed', 'reset', 'shutdown', 'tls', 'injection', 'out-of-step', 'cancelled', 'endless');

const questions: fc.Arbitrary<Questions> = fc.record({
  helo: fc.constant('probe.example'),
  sender: fc.constantFrom(undefined, 'me@example.net'),
  recipients: fc
    .array(fc.constantFrom('ann', 'bob', 'eve', 'δοκιμή', '"q u"', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 1, maxLength: 40 })
    .map((it) => it.map((local, i) => recipient(`${local}${i % 20}`, `d${i % 3}.example`))),
  random: fc.constant(() => 'random'),
  tls: fc.constantFrom('opportunistic', 'required', 'never', 'immediate'),
  pipelining: fc.boolean(),
  persists: fc.boolean(),
  settled: fc.constantFrom(new Set<string>(), new Set(['d1.example'])),
});

/** A server that answers each move with whatever comes next, and now and then with a failure. */
function answerTo(move: Move, next: () => Reply, broken: string | undefined): Answer {
  if (move.kind === 'note') return { kind: 'done' };
  const failed =
    broken === undefined ? undefined : ({ kind: broken, why: 'so it was drawn' } as Extract<Answer, { kind: 'failure' }>['failure']);
  if (move.kind === 'send-all') {
    const replies = move.lines.map(next);
    return failed ? { kind: 'replies', replies: replies.slice(1), failure: failed } : { kind: 'replies', replies };
  }
  if (failed) return { kind: 'failure', failure: failed };
  return move.kind === 'secure' || move.kind === 'part' ? { kind: 'done' } : { kind: 'reply', reply: next() };
}

test('whatever a server answers, the conversation comes to an end and says nothing but its commands', () => {
  fc.assert(
    fc.property(questions, fc.array(reply, { minLength: 1, maxLength: 60 }), fc.nat(80), failure, (asked, replies, breakAt, how) => {
      let at = 0;
      let moves = 0;
      const next = (): Reply => replies[at++ % replies.length]!;
      const conversation = askRecipients(asked);
      let step = conversation.next();
      while (!step.done) {
        const move = step.value;
        const lines = move.kind === 'send' ? [move.line] : move.kind === 'send-all' ? move.lines : [];
        for (const line of lines) expect(commandFault(line)).toBeUndefined();
        moves += 1;
        expect(moves).toBeLessThan(1000);
        step = conversation.next(answerTo(move, next, moves === breakAt ? how : undefined));
      }
      const texts = new Set(asked.recipients.map((it) => it.text));
      expect([...step.value.replies.keys(), ...step.value.unasked.keys()].filter((it) => !texts.has(it))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('whatever octets come in whatever pieces, they are replies, or the reader stops at once', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom('220 ', '250-', '\r\n', '\n', '421', 'x'.repeat(3000), '550-5.1.1 \0\r\n', '\r').map((it) => Buffer.from(it)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const reader = readReplies();
      for (const it of pieces) {
        const heard = [...reader.push(Buffer.from(it))];
        const failures = heard.filter(({ kind }) => kind === 'failure');
        if (0 < failures.length) return;
        for (const found of heard)
          if (found.kind === 'reply') expect(found.reply.lines.join(' ')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }
      expect(typeof reader.isMidway()).toBe('boolean');
    }),
    { numRuns: 1000 },
  );
});
