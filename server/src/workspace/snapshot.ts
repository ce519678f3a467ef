import type { Mta } from '../core/mta.ts';
import type { ParsedFile } from '../core/syntax.ts';
import type { MailSystem } from '../core/system.ts';
import type { FileId } from '../core/text.ts';
import type { Report } from './findings.ts';
import type { Located } from './paths.ts';

/** Everything that is known at one moment. It never changes: a new moment is a new snapshot. */
export interface Snapshot {
  readonly systems: readonly SystemView[];
  /** Systems that read this file; none for a file that nobody mentions. */
  systemsOf(file: FileId): readonly SystemView[];
  /** As its system reads it, or as a kind of server recognizes it. */
  parsed(file: FileId): ParsedFile | undefined;
  /** Where the rules of all systems find something, levels and comments applied; computed at the first call. */
  findings(): readonly Report[];
  /** What could not be done, one sentence each. */
  readonly notes: readonly string[];
}

/** One system, and the server that knows how to read it. */
export interface SystemView {
  readonly mta: Mta;
  readonly system: MailSystem;
  /** From a path that the server uses to a file of the workspace. */
  locate(path: string): Located;
}
