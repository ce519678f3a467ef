/** What a command may touch of the machine besides files and network; tests give another one. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Standard input, line by line. */
  lines(): AsyncIterable<string>;
  /** The folder that relative paths start at: absolute, with forward slashes. */
  readonly cwd: string;
}

/** 0: nothing found. 1: findings, or the answer is a reject. 2: usage, or input that cannot be read. */
export type ExitCode = 0 | 1 | 2;

/** One clear line about what was wrong with the call, and its exit code. */
export function refuse(io: Io, message: string): ExitCode {
  io.err(`postmaster: ${message}\n`);
  return 2;
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

export function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
