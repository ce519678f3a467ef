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

/** The reply to RCPT TO for this recipient; where it was never given, the last thing that went wrong, else the last reply. */
export function decisiveLine(lines: readonly TranscriptLine[], address: string): number {
  const asked = lines.findLastIndex(({ by, text }) => by === 'client' && text.startsWith(`RCPT TO:<${address}>`));
  const reply = lines.findIndex(({ by }, index) => asked < index && (by === 'server' || by === 'failure'));
  if (asked !== -1 && reply !== -1) return reply;
  const wrong = lines.findLastIndex(({ by, expected }) => by === 'failure' || (by === 'server' && !expected));
  return wrong === -1 ? lines.findLastIndex(({ by }) => by === 'server') : wrong;
}
