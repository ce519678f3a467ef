import { parseReply, parseReplyLine } from '../../../../server/src/smtp/reply.ts';
import type { Reply } from '../../../../server/src/smtp/types.ts';
import { decodeBytes, escapeText } from '../escape.ts';
import type { Failure } from './failure.ts';
import { readLines } from './lines.ts';

/** What no honest server needs; beyond it the connection is closed. RFC 5321 section 4.5.3.1.5 allows a reply line 512 octets. */
const limits = { line: 4096, replyLines: 128, replyBytes: 64 * 1024 } as const;

/** Makes replies of the bytes that a server sends, and stops at what is none or does not end. */
export interface ReplyReader {
  /** Everything that these bytes complete, in order; a failure is the last thing ever read. */
  push(chunk: Buffer): Iterable<Heard>;
  /** True where a line or a reply has begun and is not whole. */
  isMidway(): boolean;
}

export type Heard =
  | { readonly kind: 'line'; readonly text: string /** True for a positive or an intermediate one. */; readonly expected: boolean }
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'failure'; readonly failure: Failure };

export function readReplies(): ReplyReader {
  const reader = readLines(limits.line);
  let lines: string[] = [];
  let size = 0;
  return { push, isMidway: () => lines.length !== 0 || reader.rest().length !== 0 };

  function* push(chunk: Buffer): Generator<Heard> {
    const whole = reader.push(chunk);
    for (const bytes of whole ?? []) yield* readLine(bytes);
    if (!whole) yield failed('endless', `a line of more than ${limits.line} octets`);
  }

  function* readLine(bytes: Buffer): Generator<Heard> {
    const text = decodeBytes(bytes);
    const parsed = parseReplyLine(text);
    yield { kind: 'line', text, expected: parsed !== undefined && parsed.code < 400 };
    if (!parsed) return yield failed('not-smtp', `the server said "${escapeText(text.slice(0, 80))}", which is no SMTP reply`);
    lines.push(text);
    size += bytes.length;
    const isEndless = limits.replyLines < lines.length || limits.replyBytes < size;
    if (isEndless) return yield failed('endless', `a reply of more than ${limits.replyLines} lines or ${limits.replyBytes} octets`);
    const reply = parseReply(lines);
    if (!reply) return;
    lines = [];
    size = 0;
    yield { kind: 'reply', reply: { ...reply, lines: reply.lines.map(escapeText) } };
  }
}

function failed(kind: Failure['kind'], why: string): Heard {
  return { kind: 'failure', failure: { kind, why } };
}
