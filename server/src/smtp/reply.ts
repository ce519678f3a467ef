import type { Reply } from './types.ts';

/** One line of a reply. `isLast` is false for `250-…`. */
export interface ReplyLine {
  readonly code: number;
  readonly isLast: boolean;
  readonly text: string;
}

/** Reads one line without its line break; `250` alone counts as a last line (RFC 5321 section 4.2.1 lets a client accept it). */
export function parseReplyLine(line: string): ReplyLine | undefined {
  const parts = /^([2-5]\d\d)(?:([ -])(.*))?$/su.exec(line.replace(/\r$/, ''));
  return parts ? { code: Number(parts[1]), isLast: parts[2] !== '-', text: parts[3] ?? '' } : undefined;
}

/** The reply that these lines are; undefined where the last line is missing or a line is no reply at all. */
export function parseReply(lines: readonly string[]): Reply | undefined {
  const parsed = lines.map(parseReplyLine);
  const last = parsed.at(-1);
  if (!last?.isLast) return undefined;
  const texts: string[] = [];
  let mixed = false;
  for (const [i, line] of parsed.entries()) {
    const endsEarly = line?.isLast === true && i < parsed.length - 1;
    if (line === undefined || endsEarly) return undefined;
    if (line.code !== last.code) mixed = true;
    texts.push(line.text);
  }
  const enhanced = enhancedCode(last.code, texts);
  return { code: last.code, lines: texts, ...(enhanced === undefined ? {} : { enhanced }), ...(mixed ? { mixed } : {}) };
}

/** Replies that stand one behind the other in a text, with CRLF or bare LF; what is none is left out. */
export function parseReplies(text: string): readonly Reply[] {
  const replies: Reply[] = [];
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const parsed = parseReplyLine(line);
    if (!parsed) {
      lines = [];
      continue;
    }
    lines.push(line);
    const reply = parsed.isLast ? parseReply(lines) : undefined;
    if (!parsed.isLast) continue;
    if (reply) replies.push(reply);
    lines = [];
  }
  return replies;
}

/** The reply in one line, for a person: `550 5.1.1 User unknown`. */
export function replyText({ code, lines }: Reply): string {
  const text = lines.map((it) => it.trim()).filter((it) => it !== '');
  return text.length === 0 ? String(code) : `${code} ${withoutRepeatedCodes(text).join(' ')}`;
}

/**
 * The enhanced status code of RFC 3463, from the last line that has one. RFC 2034 wants it first in the text and of the class of the reply;
 * in the field it also comes as `#5.1.1` and as `(#5.1.1)` at the end. One of another class than the reply says nothing.
 */
function enhancedCode(code: number, texts: readonly string[]): string | undefined {
  const own = String(Math.floor(code / 100));
  for (const text of texts.toReversed()) {
    const found = /^\s*#?([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1] ?? /\(#([245]\.\d{1,3}\.\d{1,3})\)/.exec(text)?.[1];
    if (found?.startsWith(own)) return found;
  }
  return undefined;
}

function withoutRepeatedCodes(texts: readonly string[]): readonly string[] {
  const first = /^[245]\.\d{1,3}\.\d{1,3}(?=\s|$)/.exec(texts[0] ?? '')?.[0];
  if (first === undefined) return texts;
  return texts.map((it, i) => (0 < i && it.startsWith(`${first} `) ? it.slice(first.length + 1) : it));
}
