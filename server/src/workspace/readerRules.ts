import type { Severity } from '../core/rule.ts';

/** A rule of the workspace itself: it says what a file kept from being read or understood, whatever server it belongs to. */
export interface ReaderRule {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly source: string;
  readonly why: string;
}

export const syntaxRule: ReaderRule = {
  id: 'files/syntax',
  severity: 'error',
  summary: 'A line is not written as its file wants it',
  source: 'the reader of the format, which follows the manual page of the format',
  why: `
The server skips such a line, or reads it as something else than it looks like: a warning.
With some lines it does not run at all: an error, unless the file is a template, which the server never reads.
Everything that can be understood in the file is still checked.`,
};

export const unreadableRule: ReaderRule = {
  id: 'files/unreadable',
  severity: 'warning',
  summary: 'A file that the configuration names cannot be read here',
  source: 'the operating system of the machine that runs the check',
  why: `
A folder where a file is wanted, a binary file, a symbolic link that leads to itself, a missing permission or more than 64 MB:
nothing can be concluded from what cannot be read, so explanations say "unknown" there.
On the server the same file may be readable; where it is not, mail is deferred.`,
};

export const encodingRule: ReaderRule = {
  id: 'files/encoding',
  severity: 'hint',
  summary: 'A file is not UTF-8',
  source: 'the Encoding Standard, which says what UTF-8 is',
  why: `
The file is read as Latin-1, which any bytes are, so letters beyond ASCII may be other ones than those that were meant.
A server compares bytes: an address with such letters is found only by a client that sends the same bytes.`,
};

/** Written once: the manual, the settings and the findings all take them from here. */
export const readerRules: readonly ReaderRule[] = [syntaxRule, unreadableRule, encodingRule];
