import type { Rule } from './rule.ts';
import type { Entry, Format, ParsedFile } from './syntax.ts';
import type { MailSystem, Mention, Seen } from './system.ts';
import type { FileId } from './text.ts';
import type { Explanation, RcptReply } from './trace.ts';

/** A word of a server's configuration language, for hover and completion. */
export interface Term {
  readonly name: string;
  /** As the server prints it, variables unexpanded. */
  readonly default?: string;
  /** Out of what the server works out a built-in value that is no constant. */
  readonly madeOf?: string;
  /** A sentence of our own. */
  readonly summary?: string;
  readonly since?: string;
}

/** What may be written where, for completion. Without one it is the settings of the vocabulary, at the beginning of a statement. */
export interface Writable<System extends MailSystem = MailSystem> {
  /** Settings that may stand inside of these sections, the outermost first; undefined: those of the vocabulary. */
  settings?(system: System, sections: readonly Entry[]): Iterable<Term> | undefined;
  /** Words with a meaning of their own in the value of a setting, which stands inside of these sections. */
  values?(system: System, setting: string, sections: readonly Entry[]): Iterable<Term>;
  /** Names that may stand behind a $, where those are not the settings. */
  readonly variables?: Iterable<string>;
  /** What the name of a table begins with, such as `hash:`. */
  readonly tables?: Iterable<Term>;
  /** Words that may stand in front of the name of a setting. */
  readonly leads?: readonly string[];
  /** True where an indented line goes on with the value above it. */
  readonly continuesIndented?: boolean;
}

/** What a model may ask of the world: only what has been seen already. It never waits. */
export interface Surroundings {
  seen(mention: Mention): Seen;
  /** Paths of the server that a pattern with `*` and `?` in its last name matches, in the order of their letters. */
  matching(pattern: string): readonly string[];
  /** True for a file whose bytes are no UTF-8: its text shows letters that stand there otherwise. */
  isForeign(file: FileId): boolean;
  /** Names of local users beyond those of a passwd file, from the settings; undefined: not told. */
  readonly localUsers?: ReadonlySet<string>;
  /** The version of the server that this configuration is for, such as 3.7. */
  readonly version?: string;
}

/** A kind of mail server. The rest of the program is written once, above this. */
export interface Mta<System extends MailSystem = MailSystem> {
  readonly id: string;
  readonly name: string;
  readonly vocabulary: ReadonlyMap<string, Term>;
  /** The release that the vocabulary is of. */
  readonly release?: string;
  /** Names that other releases know or knew, with a sentence about each: what is new, and what replaced the old. */
  readonly otherReleases?: ReadonlyMap<string, string>;
  readonly rules: readonly Rule<System>[];
  readonly writable?: Writable<System>;
  /** The format of the file that begins a system, whatever its name. */
  readonly beginning: Format;
  /** The format of a file that belongs to this server by its name or its first lines, whether or not another file mentions it. */
  recognize(path: string, head: string): Format | undefined;
  /** True for the file that begins a system: one such file, one system. */
  begins(path: string, head: string): boolean;
  /** Paths on a server of files that tools make, and that begin a system where no other file does. */
  readonly generated?: readonly string[];
  /** Called again whenever something that it mentioned has been seen, until it mentions nothing new. */
  model(root: ParsedFile, surroundings: Surroundings): System;
  /** What happens to mail for this address when this client offers it. */
  explain(system: System, address: string, client: string): Explanation;
  /** The reply to RCPT TO alone, for those who ask about many addresses. */
  reply(system: System, address: string, client: string): RcptReply;
  /** What happens to a message that the server has already: whom an entry leads to was never offered in RCPT TO. */
  follow(system: System, address: string): Pick<Explanation, 'deliveries' | 'steps'>;
}
