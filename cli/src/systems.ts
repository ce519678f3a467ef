import type { Mta } from '../../server/src/core/mta.ts';
import { holds, isOnDisk, join, relative } from '../../server/src/workspace/path.ts';
import { noSettings, type WorkspaceSettings } from '../../server/src/workspace/settings.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import type { World } from '../../server/src/workspace/world.ts';
import { type Io, note } from './io.ts';

/** The parts that the command line is put together from. */
export interface Parts {
  readonly io: Io;
  readonly world: World;
  readonly mtas: readonly Mta[];
  /** The names of what lies in a folder, links included; empty where it cannot be read. */
  readonly entriesOf: (folder: string) => readonly string[];
}

/** Where to look for mail systems. */
export interface Search {
  /** The folder that is the server's `/`, as written in the call. */
  readonly root?: string | undefined;
  /** The file that begins the system: inside the root, or, without one, from the current folder. */
  readonly config?: string | undefined;
  /** The only files that begin a system, absolute; absent: all that are found. */
  readonly only?: readonly string[] | undefined;
}

export type Opened =
  | {
      readonly kind: 'opened';
      readonly snapshot: Snapshot;
      /** How a file is named for the reader: from the server's `/`, or from the current folder. */
      readonly nameOf: (file: string) => string;
    }
  | { readonly kind: 'refused'; readonly why: string };

/** A path of the call as the workspace wants it: from the current folder, without `.` and `..`. Links are not followed. */
export function absolute(path: string, io: Io): string {
  return isOnDisk(path) ? join('/', path) : join(io.cwd, path);
}

/** What is known; where no file begins a system below the root, that of a file which a tool of a server has made. */
function snapshotOf(workspace: Workspace, settings: WorkspaceSettings, { world, mtas }: Parts): Snapshot {
  const { serverRoot, roots } = settings;
  const snapshot = workspace.snapshot();
  if (serverRoot === undefined || roots !== undefined || 0 < snapshot.systems.length) return snapshot;
  const made = mtas.flatMap((it) => it.generated ?? []).map((it) => join(serverRoot, it));
  workspace.configure({ ...settings, roots: made.filter((it) => world.stat(it).kind === 'file') });
  return workspace.snapshot();
}

/** Opens what lies below the folders, or below the root of the search. */
export function openSystems({ root, config, only }: Search, folders: readonly string[], parts: Parts): Opened {
  const { io, world } = parts;
  const serverRoot = root === undefined ? undefined : absolute(root, io);
  if (serverRoot !== undefined && world.stat(serverRoot).kind !== 'directory') return { kind: 'refused', why: `${root} is no folder` };
  const first = config === undefined ? undefined : serverRoot === undefined ? absolute(config, io) : join(serverRoot, config);
  if (first !== undefined && world.stat(first).kind !== 'file') return { kind: 'refused', why: `${config} is no file that can be read` };
  const roots = first === undefined ? only : [first];
  const settings: WorkspaceSettings = {
    ...noSettings,
    ...(serverRoot === undefined ? {} : { serverRoot }),
    ...(roots === undefined ? {} : { roots }),
  };
  const below = serverRoot === undefined ? folders : [join(serverRoot, 'etc')];
  const workspace = new Workspace({ ...parts, settings, log: (message) => note(io, message) });
  workspace.setFolders(below);
  const snapshot = snapshotOf(workspace, settings, parts);
  const [firstNote] = snapshot.notes;
  if (snapshot.systems.length === 0 && firstNote !== undefined) return { kind: 'refused', why: firstNote };
  for (const it of snapshot.notes) note(io, it);
  const home = serverRoot ?? io.cwd;
  return { kind: 'opened', snapshot, nameOf: (file) => (holds(home, file) ? relative(home, file) : file) };
}
