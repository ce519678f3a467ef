import { expect } from 'vitest';
import { askRecipients, type Outcome, type Questions, type Recipient } from '../../../client/src/net/smtp/conversation.ts';
import type { Answer, Move } from '../../../client/src/net/smtp/moves.ts';
import { parseReply } from '../../../server/src/smtp/reply.ts';
import type { Reply } from '../../../server/src/smtp/types.ts';

export function recipient(local: string, domain = 'example.com'): Recipient {
  return { text: `${local}@${domain}`, smtputf8: /[^\x00-\x7f]/.test(local), domain };
}

/**
 * Holds a conversation by a script that is the server and the expectation at once: `<` it says, `>` we must say, `=` the TLS handshake or
 * the wait for the end, `!` the connection breaks. Several `>` in a row are a batch. Notes are not in the script.
 */
export function converse(questions: Partial<Questions>, script: string): Outcome {
  const conversation = askRecipients({
    helo: 'probe.example',
    recipients: [recipient('ann')],
    random: () => 'random',
    tls: 'opportunistic',
    pipelining: false,
    persists: false,
    settled: new Set(),
    ...questions,
  });
  const lines = script
    .trim()
    .split('\n')
    .map((it) => it.trim());
  let step = conversation.next();
  while (!step.done) step = conversation.next(answerTo(step.value, lines));
  expect(lines).toEqual([]);
  return step.value;
}

/** The replies in short. */
export function codes(replies: Outcome['replies']): readonly string[] {
  return [...replies].map(([to, { code }]) => `${to} ${code}`);
}

function answerTo(move: Move, lines: string[]): Answer {
  switch (move.kind) {
    case 'note':
      return { kind: 'done' };
    case 'listen':
      return oneReply(lines);
    case 'send':
      expect(`> ${move.line}`).toBe(lines.shift());
      return oneReply(lines);
    case 'send-all':
      expect(move.lines.map((it) => `> ${it}`)).toEqual(lines.splice(0, move.lines.length));
      return severalReplies(lines, move.lines.length);
    case 'secure':
    case 'part':
      expect(lines.shift()).toBe(move.kind === 'part' ? '= end' : '= TLS');
      return broken(lines) ?? { kind: 'done' };
    default:
      return move satisfies never;
  }
}

function oneReply(lines: string[]): Answer {
  return broken(lines) ?? { kind: 'reply', reply: nextReply(lines) };
}

function severalReplies(lines: string[], count: number): Answer {
  const replies: Reply[] = [];
  while (replies.length < count) {
    const failed = broken(lines);
    if (failed) return { kind: 'replies', replies, failure: failed.failure };
    replies.push(nextReply(lines));
  }
  return { kind: 'replies', replies };
}

/** The kind of the failure is the first word that is one. */
function broken(lines: string[]): Extract<Answer, { readonly kind: 'failure' }> | undefined {
  if (!lines[0]?.startsWith('! ')) return undefined;
  const why = lines.shift()?.slice(2) ?? '';
  const kind = why.includes('TLS') ? 'tls' : why.startsWith('out of step') ? 'out-of-step' : 'closed';
  return { kind: 'failure', failure: { kind, why } };
}

function nextReply(lines: string[]): Reply {
  const said: string[] = [];
  while (lines[0]?.startsWith('< ')) {
    const line = lines.shift()?.slice(2) ?? '';
    said.push(line);
    if (line[3] !== '-') break;
  }
  const reply = parseReply(said);
  if (!reply) throw new Error(`the script has no reply here: ${said.join('|')}`);
  return reply;
}
