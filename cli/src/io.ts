import { escapeText } from '../../client/src/net/escape.ts';

/** What a command may touch of the machine besides files and network; tests give another one. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Standard input, line by line. */
  lines(): AsyncIterable<string>;
  /** The folder that relative paths start at: absolute, with forward slashes. */
  readonly cwd: string;
}

/** 0: nothing found. 1: findings, or the answer is a reject or none at all. 2: usage, or input that cannot be read. */
export type ExitCode = 0 | 1 | 2;

/** One clear line about what was wrong with the call, and its exit code. What the call held is escaped in it. */
export function refuse(io: Io, message: string): ExitCode {
  io.err(`postmaster: ${escapeText(message)}\n`);
  return 2;
}

/** A message besides the answer, to standard error. It may have several lines; other control characters are escaped. */
export function note(io: Io, message: string): void {
  io.err(`postmaster: ${message.split('\n').map(escapeText).join('\n')}\n`);
}

/** The words of the call; for a single `-` the lines of standard input, blank ones left out. */
export async function* wordsOf(words: readonly string[], io: Io): AsyncGenerator<string> {
  for (const word of words) {
    if (word !== '-') yield word;
    else
      for await (const line of io.lines()) {
        const trimmed = line.trim();
        if (trimmed !== '') yield trimmed;
      }
  }
}

/** The value as one line of JSON with its line break: JSON escapes those inside texts. */
export function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
