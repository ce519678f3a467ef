import { escapeText } from '../escape.ts';
import type { TranscriptLine } from '../results.ts';

/** Takes down a conversation. Only the newest lines are kept: a hostile server may talk as long as it likes. */
export interface Transcript {
  add(by: TranscriptLine['by'], text: string, more?: { readonly tls?: boolean; readonly expected?: boolean }): void;
  lines(): readonly TranscriptLine[];
}

/** Twice the recipients of the longest conversation, and as much again for a server with long replies. */
const mostLines = 4000;

/** `now` gives milliseconds from any fixed point; times in the transcript count from the call. */
export function takeDown(now: () => number): Transcript {
  const began = now();
  const kept: TranscriptLine[] = [];
  let dropped = 0;
  return {
    add(by, text, { tls = false, expected = by !== 'failure' } = {}) {
      kept.push({ by, text: escapeText(text), at: Math.round((now() - began) * 10) / 10, tls, expected });
      if (kept.length <= mostLines) return;
      kept.shift();
      dropped += 1;
    },
    lines() {
      const note: TranscriptLine = { by: 'note', text: `${dropped} earlier lines were left out`, at: 0, tls: false, expected: true };
      return dropped === 0 ? [...kept] : [note, ...kept];
    },
  };
}
