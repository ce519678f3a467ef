import type { Severity } from '../core/rule.ts';

export type Level = Severity | 'off';

/** What a person can tell the workspace; the command line and the editor both fill it. */
export interface WorkspaceSettings {
  /** Other levels than the rules' own, by rule id. */
  readonly rules: ReadonlyMap<string, Level>;
  /** Where a path of the server lies here: a prefix such as /etc/mail, and an absolute folder. */
  readonly paths: readonly PathSetting[];
  /** The folder that is the server's `/`; absent: inferred for each system. */
  readonly serverRoot?: string;
  /** The only files that begin a system; absent: every file that a kind of server knows as its beginning. */
  readonly roots?: readonly string[];
  /** Local users beyond those of the server's passwd file: names, and absolute paths of files in the format of passwd. */
  readonly localUsers: readonly string[];
  /** The version of the server, such as 3.7. */
  readonly version?: string;
}

export interface PathSetting {
  readonly prefix: string;
  readonly folder: string;
}

export const noSettings: WorkspaceSettings = { rules: new Map(), paths: [], localUsers: [] };
