import type { Mta } from '../core/mta.ts';
import type { FileId } from '../core/text.ts';
import type { Log } from './attempt.ts';
import { type Beginning, byItsWords, createBeginnings } from './beginnings.ts';
import { type Buffer, createFiles } from './files.ts';
import { isOnDisk } from './path.ts';
import type { WorkspaceSettings } from './settings.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import type { Listing, World } from './world.ts';

export interface WorkspaceOptions {
  readonly world: World;
  readonly mtas: readonly Mta[];
  readonly settings: WorkspaceSettings;
  readonly log: Log;
}

/** Open buffers over the world. It takes changes and gives snapshots. */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #buffers = new Map<FileId, Buffer>();
  readonly #files;
  readonly #beginnings;
  #settings: WorkspaceSettings;
  #folders: readonly string[] = [];
  #listing: Listing | undefined;
  #snapshot: Snapshot | undefined;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#files = createFiles({ ...options, buffers: this.#buffers });
    this.#beginnings = createBeginnings(options.mtas, this.#files);
  }

  /** The folders whose files are looked through, absolute. */
  setFolders(folders: readonly string[]): void {
    this.#folders = folders;
    this.#listing = undefined;
    this.#snapshot = undefined;
  }

  configure(settings: WorkspaceSettings): void {
    this.#settings = settings;
    this.#snapshot = undefined;
  }

  /** A file was opened in an editor, or changed there. */
  edit(file: FileId, buffer: Buffer): void {
    this.#buffers.set(file, buffer);
    this.#changed(file);
  }

  close(file: FileId): void {
    this.#buffers.delete(file);
    this.#changed(file);
  }

  /** Files were made or removed behind our back: any path may lead elsewhere now. */
  appeared(files: readonly FileId[]): void {
    this.#listing = undefined;
    for (const file of files) this.#changed(file);
  }

  /** Files were written behind our back. False where that makes no difference, as with most files of most workspaces. */
  written(files: readonly FileId[]): boolean {
    const ours = files.filter((it) => this.#files.knows(it));
    for (const file of ours) this.#changed(file);
    return 0 < ours.length;
  }

  /** What is known now; the same snapshot until something changes. */
  snapshot(): Snapshot {
    this.#snapshot ??= this.#take();
    return this.#snapshot;
  }

  /** What would be known if a file had this text. Nothing of it is kept. */
  preview(file: FileId, text: string): Snapshot {
    const other = new Workspace({ ...this.#options, settings: this.#settings, log: () => undefined });
    other.#folders = this.#folders;
    other.#listing = this.#listing;
    for (const [name, buffer] of this.#buffers) other.edit(name, buffer);
    other.edit(file, { text, version: -1 });
    return other.snapshot();
  }

  #changed(file: FileId): void {
    this.#beginnings.forget(file);
    this.#snapshot = undefined;
  }

  #take(): Snapshot {
    const { world, mtas, log } = this.#options;
    this.#files.refresh();
    if (!this.#listing) {
      this.#listing = world.list(this.#folders);
      const { cut } = this.#listing;
      if (cut !== undefined) log(`the workspace has more than ${cut} files, so systems are looked for in the first ${cut} of them only`);
    }
    // The other side of a comparison is a document too, and begins no system of its own.
    const opened = [...this.#buffers.keys()].filter((it) => isOnDisk(it) || it.startsWith('untitled:'));
    const known = [...new Set([...this.#listing.files, ...opened])];
    return takeSnapshot({ mtas, files: this.#files, settings: this.#settings, beginnings: this.#roots(known), known, log });
  }

  #roots(known: readonly FileId[]): readonly Beginning[] {
    const { roots } = this.#settings;
    if (!roots) return this.#beginnings.among(known);
    return roots.flatMap((root) => this.#beginnings.among([root])[0] ?? this.#named(root) ?? []);
  }

  /** A root file that somebody named may have any name: whoever knows such a file takes it, or whose words it has. */
  #named(root: FileId): Beginning | undefined {
    const { mtas } = this.#options;
    const head = this.#files.head(root);
    const read = this.#files.text(root);
    const mta = mtas.find((it) => it.recognize(root, head)) ?? (read.kind === 'text' ? byItsWords(read.text, mtas) : undefined);
    return mta && { root, mta };
  }
}
