import { enhancedCodes, subjects } from './enhanced.ts';
import { replyCodes } from './replies.ts';

/** A reply code or an enhanced status code in a line, in UTF-16 offsets of that line; the end is exclusive. */
export interface CodeInLine {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The codes in a line of configuration, of a log or of a bounce, from left to right. A number is one only where a
 * reply stands: most numbers in such lines are sizes, ports, times, process ids and versions.
 */
export function codesIn(line: string): readonly CodeInLine[] {
  const enhanced = [...line.matchAll(enhancedShape)].filter((it) => isEnhanced(line, it)).map(found);
  const replies = [...line.matchAll(replyShape)].filter((it) => isReply(line, it, enhanced)).map(found);
  return [...enhanced, ...replies].sort((a, b) => a.start - b.start);
}

function found(match: RegExpExecArray): CodeInLine {
  return { start: match.index, end: match.index + match[0].length, text: match[0] };
}

// Four numbers are an IP address; with a slash, a word or a percent sign behind it, it is no code either.
const enhancedShape = /(?<=^|[\s([<"'`#=;,]|[2-5]\d\d-)[245]\.\d{1,3}\.\d{1,3}(?![\w/@%-]|[.:]\w)/g;
const reply = /(?<!\d)[2-5]\d\d[ -]$/;
const label = /(?:^|[\s,;(])(?:dsn|status|diagnostic-code)\s*[=:]\s*(?:smtp;\s*)?#?$/i;
const announced = /\b(?:said|returned|reply|code|error|bounced?|dsn|with)[:,]?\s*["'`(#]*$/i;
const version = /(?:version|release|\bv)\s*$/i;

function isEnhanced(line: string, match: RegExpExecArray): boolean {
  const [classDigit = '', subject = '', detail = ''] = match[0].split('.');
  const before = nearBefore(line, match.index);
  if (!subjects.has(subject) || version.test(before)) return false;
  if (reply.test(before) || label.test(before)) return true;
  // Without a reply before it, 2.3.4 and 4.0.0 are more often versions of programs than news.
  const looksLikeVersion = classDigit === '2' || (subject === '0' && detail === '0');
  return enhancedCodes.has(`${subject}.${detail}`) && (!looksLikeVersion || announced.test(before));
}

const near = 300;

/** Only what stands near announces a code, however long the line is; the mark keeps the rest from looking like its beginning. */
function nearBefore(line: string, index: number): string {
  return index <= near ? line.slice(0, index) : `# ${line.slice(index - near, index)}`;
}

const replyShape = /(?<=^|[\s("'`=;])[2-5]\d\d(?=$|[\s\-)"'`,]|\.(?!\w))/g;
const unit = /^\s*(?:%|(?:[kmgt]?i?b|bytes?|[mun]?s|sec|min|h|d|seconds?|minutes?|hours?|days?|messages?|recipients?|connections?)\b)/i;
const otherNumber = /\b(?:ports?|line|page|pid|uid|gid|size|id|delay|after|in|at)\s*[:=]?\s*$/i;

function isReply(line: string, match: RegExpExecArray, enhanced: readonly CodeInLine[]): boolean {
  const [code] = match;
  if (!replyCodes.has(Number(code))) return false;
  if (enhanced.some((it) => it.start === match.index + 4)) return true;
  const [before, after] = [nearBefore(line, match.index), line.slice(match.index + 3, match.index + 3 + near)];
  if (unit.test(after) || otherNumber.test(before)) return false;
  return places.some((it) => it.before.test(before) && it.after.test(after) && (it.refusals !== true || '4' <= code));
}

interface ReplyPlace {
  readonly before: RegExp;
  readonly after: RegExp;
  /** Only 4xx and 5xx stand here. */
  readonly refusals?: true;
}

const words = /^[ \t-]+["'<]*[A-Za-z]/;
const places: readonly ReplyPlace[] = [
  // The line of a transcript, with or without the marks of the tool that wrote it.
  { before: /^\s*(?:[<>=*~-]+\s*|[SC]:\s*)?$/, after: /^[ \t-]+\S|^$/ },
  // A setting whose name says that it is one.
  { before: /code\s*=\s*$/i, after: /^\s*$|^[\s,]/ },
  // A setting or a quoted text that begins with the reply.
  { before: /(?:=\s*|["'`(])$/, after: words, refusals: true },
  // A table of decisions: an address, a network or a pattern, then the reply with its words.
  { before: /^[^\s#]*[@./[\]][^\s#]*[ \t]+["']?$/, after: words, refusals: true },
  // After what a client asked: RCPT TO:<ghost@example.com>: 550 no such user
  { before: /[\]>)\w]:\s+$/, after: words, refusals: true },
  // After words that announce it.
  {
    before: /\b(?:said|reply|replied|response|answer(?:ed|s)?|return(?:ed|s)?|got|error|code|reject(?:ed|s)?|with|smtp;)[:,]?\s*$/i,
    after: /^/,
  },
];
