import type { Mta } from '../core/mta.ts';
import type { ParsedFile } from '../core/syntax.ts';
import type { FileId } from '../core/text.ts';
import { attempt, type Log } from './attempt.ts';
import type { Beginning } from './beginnings.ts';
import type { Files } from './files.ts';
import { findingsOf, type Report } from './findings.ts';
import { grouped } from './grouped.ts';
import { localUsersOf } from './localUsers.ts';
import { basename, dirname, holds } from './path.ts';
import { inferServerRoot, type Territory } from './paths.ts';
import type { WorkspaceSettings } from './settings.ts';
import { openSystem, type SystemView, together } from './systems.ts';

export type { SystemView } from './systems.ts';

/** Everything that is known at one moment. It never changes: a new moment is a new snapshot. */
export interface Snapshot {
  readonly systems: readonly SystemView[];
  /** Systems that read this file; none for a file that nobody mentions. */
  systemsOf(file: FileId): readonly SystemView[];
  /** As its system reads it, or as a kind of server recognizes it. */
  parsed(file: FileId): ParsedFile | undefined;
  /** The text of a file, whether or not anybody understands it; empty for one that cannot be read. */
  textOf(file: FileId): string;
  /** Where the rules of all systems find something, levels and comments applied; computed at the first call. */
  findings(): readonly Report[];
  /** What could not be done, one sentence each. */
  readonly notes: readonly string[];
}

export interface SnapshotOptions {
  readonly mtas: readonly Mta[];
  readonly files: Files;
  readonly settings: WorkspaceSettings;
  readonly beginnings: readonly Beginning[];
  /** Every file of the workspace that a path may stand for. */
  readonly known: readonly FileId[];
  readonly log: Log;
}

export function takeSnapshot({ mtas, files, settings, beginnings, known, log }: SnapshotOptions): Snapshot {
  const notes: string[] = [];
  const note = (message: string) => void notes.push(message);
  const localUsers = localUsersOf(settings.localUsers, files, note);
  const about = { ...(localUsers ? { localUsers } : {}), ...(settings.version === undefined ? {} : { version: settings.version }) };
  const territories = territoriesOf(beginnings, settings, files, known);
  const opened = beginnings.flatMap((it, i) => {
    const open = () => openSystem(it, { files, territory: territories[i]!, about, note });
    return attempt(log, `reading the system of ${it.root}`, open, undefined) ?? [];
  });
  const systems = together(opened, ({ system }) => settings.serverRoot ?? inferServerRoot(system.root) ?? dirname(dirname(system.root)));
  let reports: readonly Report[] | undefined;
  const bySystem = new Map<FileId, ParsedFile>();
  for (const { system } of systems) for (const it of system.files) if (!bySystem.has(it.file)) bySystem.set(it.file, it);

  return {
    systems,
    notes,
    systemsOf: (file) => systems.filter(({ system }) => system.files.some((it) => it.file === file)),
    parsed: (file) => bySystem.get(file) ?? recognized(file),
    textOf(file) {
      const read = files.text(file);
      return read.kind === 'text' ? read.text : '';
    },
    findings() {
      reports ??= findingsOf(systems, settings.rules, log);
      return reports;
    },
  };

  function recognized(file: FileId): ParsedFile | undefined {
    const head = files.head(file);
    const format = mtas.map((it) => it.recognize(file, head)).find((it) => it !== undefined);
    const read = format && files.parse(file, format);
    return read?.kind === 'parsed' ? read.file : undefined;
  }
}

/** Folders and those in which they lie. */
function withAncestors(folders: Iterable<FileId>): ReadonlySet<FileId> {
  const res = new Set<FileId>();
  for (const folder of folders) for (let it = folder; !res.has(it) && dirname(it) !== it; it = dirname(it)) res.add(it);
  return res;
}

/** A file below the `/` of one server is no file of another one, however alike the paths are. */
function territoriesOf(
  beginnings: readonly Beginning[],
  settings: WorkspaceSettings,
  files: Files,
  known: readonly FileId[],
): readonly Territory[] {
  const grounds = beginnings.map((it) => inferServerRoot(it.root) ?? dirname(it.root));
  const byName = grouped(known, basename);
  const byFolder = grouped(known, dirname);
  const foldersByFolder = grouped(withAncestors(byFolder.keys()), dirname);
  return beginnings.map(({ root, mta }, i) => ({
    mta: mta.id,
    root,
    paths: settings.paths,
    ...(settings.serverRoot === undefined ? {} : { serverRoot: settings.serverRoot }),
    exists: (file) => files.stat(file).kind !== 'absent',
    named: (name) => (byName.get(name) ?? []).filter((file) => !isForeign(file, grounds[i]!, grounds)),
    inside: (folder) => byFolder.get(folder) ?? [],
    foldersIn: (folder) => foldersByFolder.get(folder) ?? [],
  }));
}

function isForeign(file: FileId, own: string, grounds: readonly string[]): boolean {
  return grounds.some((it) => it !== own && holds(it, file) && !holds(it, own));
}
