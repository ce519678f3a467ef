import type { TranscriptLine } from '../../net/results.ts';

/** How a conversation reads: whole replies, and the one that decides. */

/** Joins the lines of a multi-line reply (RFC 5321 4.2.1: a hyphen behind the code says that more follows). */
export function wholeReplies(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  const whole: TranscriptLine[] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const isContinued = before?.by === 'server' && line.by === 'server' && /^\d{3}-/.test(before.text);
    const last = isContinued ? whole.pop() : undefined;
    const text = last ? `${last.text} · ${line.text.replace(/^\d{3}[ -]?/, '')}` : line.text;
    whole.push({ ...line, text, at: last?.at ?? line.at, expected: line.expected && last?.expected !== false });
  });
  return whole;
}

/** The reply to RCPT TO for this recipient; where it was never given, the last thing that went wrong, else the last reply. Lines are whole replies. */
export function decisiveLine(lines: readonly TranscriptLine[], address: string): number {
  const asked = lines.findLastIndex(({ by, text }) => by === 'client' && text.startsWith(`RCPT TO:<${address}>`));
  const reply = asked === -1 ? -1 : replyTo(lines, asked);
  if (reply !== -1) return reply;
  const wrong = lines.findLastIndex(({ by, expected }) => by === 'failure' || (by === 'server' && !expected));
  return wrong === -1 ? lines.findLastIndex(({ by }) => by === 'server') : wrong;
}

/** In a batch the replies stand behind all commands, in their order; a failure is the answer to everything that waits. */
function replyTo(lines: readonly TranscriptLine[], command: number): number {
  const start = lines.findLastIndex(({ by, text }, index) => index < command && by === 'note' && text.startsWith('connecting to '));
  const before = lines.slice(start + 1, command);
  // The greeting answers no command.
  const answered = Math.max(0, before.filter(({ by }) => by === 'server').length - 1);
  let waiting = before.filter(({ by }) => by === 'client').length - answered;
  return lines.findIndex(({ by }, index) => command < index && (by === 'failure' || (by === 'server' && waiting-- === 0)));
}
