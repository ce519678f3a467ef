/** A stretch of text by offsets, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One statement over several physical lines: a line that begins with white space continues the one before it. */
export interface LogicalLine extends Span {
  /** The physical lines without their line breaks. Comment lines between them are left out. */
  readonly pieces: readonly Span[];
}

const BLANK = /[ \t\r\v\f]/;

/**
 * Logical lines as Postfix's readllines() makes them: blank lines and lines whose first visible character is `#`
 * are dropped and end nothing, not even a continuation.
 */
export function* logicalLines(text: string): Generator<LogicalLine> {
  let pieces: Span[] = [];
  for (const line of physicalLines(text)) {
    const first = firstVisible(text, line);
    if (first === line.end || text[first] === '#') continue;
    if (first === line.start && 0 < pieces.length) {
      yield joined(pieces);
      pieces = [];
    }
    pieces.push(line);
  }
  if (0 < pieces.length) yield joined(pieces);
}

/** Every line without its line break. */
export function* physicalLines(text: string): Generator<Span> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield { start, end };
    start = end + 1;
  }
}

/** The span without white space at its ends. */
export function trimmed(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (from < to && isBlank(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** Blank, tab, carriage return, vertical tab, form feed or line feed. */
export function isBlank(code: number): boolean {
  return code === 32 || (8 < code && code < 14);
}

function firstVisible(text: string, line: Span): number {
  let res = line.start;
  while (res < line.end && BLANK.test(text[res]!)) res++;
  return res;
}

function joined(pieces: readonly Span[]): LogicalLine {
  return { start: pieces[0]!.start, end: pieces[pieces.length - 1]!.end, pieces };
}
