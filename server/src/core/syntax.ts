import type { FileId, Place } from './text.ts';

export interface Word {
  readonly text: string;
  readonly at: Place;
}

/** One statement of a configuration file. Every format we read is a tree of these. */
export interface Entry {
  readonly kind: 'setting' | 'service' | 'mapping' | 'section' | 'record';
  readonly name: Word;
  readonly values: readonly Word[];
  readonly body: readonly Entry[];
  readonly at: Place;
}

/** What the reader of a format noticed. The id names the rule that reports it, so that a level and a comment can silence it. */
export interface Problem {
  readonly at: Place;
  readonly message: string;
  /** error: the server does not run with this line. A warning where nothing is said. */
  readonly severity?: 'error' | 'warning' | 'info' | 'hint';
}

/** One file, read. Any text gives one: what could not be understood is in `problems`. */
export interface ParsedFile {
  readonly file: FileId;
  readonly format: string;
  readonly text: string;
  readonly entries: readonly Entry[];
  readonly problems: readonly Problem[];
  /** The first entries, where making all of them at once takes long. */
  beginning?(most: number): readonly Entry[];
}

/** A way to read a file. `parse` never throws, for any text. */
export interface Format<File extends ParsedFile = ParsedFile> {
  readonly id: string;
  parse(file: FileId, text: string): File;
}
