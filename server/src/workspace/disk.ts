import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { type Listing, largestFile, type Missing, type Reading, type Stat, type World } from './world.ts';

/** What never holds the files of a mail server, and is large. */
const skipped = new Set(['node_modules', '.git', '.hg', '.svn']);

/** Files, and folders, that a walk visits at most. */
const mostFiles = 20_000;

/** The disk of this machine. It reads and never writes. */
export const disk: World = { stat, read, head, list: (folders) => walk(folders, mostFiles) };

function stat(path: string): Stat {
  return attempt(() => {
    const res = statSync(path);
    if (res.isDirectory()) return { kind: 'directory' };
    // Reading a pipe or a device may wait forever.
    if (!res.isFile()) return { kind: 'unreadable', why: 'it is a socket, a pipe or a device' };
    return { kind: 'file', modified: res.mtimeMs, size: res.size };
  });
}

function read(path: string): Reading {
  const seen = stat(path);
  if (seen.kind !== 'file') return seen;
  if (largestFile < seen.size) return { kind: 'too-large', size: seen.size };
  return attempt<Reading>(() => ({ kind: 'bytes', bytes: readFileSync(path), modified: seen.modified }));
}

function head(path: string, bytes: number): Uint8Array {
  if (stat(path).kind !== 'file') return new Uint8Array();
  try {
    const descriptor = openSync(path, 'r');
    try {
      const buffer = new Uint8Array(bytes);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return new Uint8Array();
  }
}

/** Breadth first, in the order of names: what a cut leaves out lies deepest. A folder that two links lead to is visited once. */
export function walk(folders: readonly string[], limit: number): Listing {
  const files: string[] = [];
  const visited = new Set<string>();
  const waiting = [...folders];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    if (!isNew(folder, visited)) continue;
    if (limit < visited.size) return { files, cut: limit };
    for (const entry of entriesOf(folder)) {
      const path = `${folder === '/' ? '' : folder}/${entry.name}`;
      const kind = kindOf(entry, path);
      if (kind === 'folder' && !skipped.has(entry.name)) waiting.push(path);
      if (kind !== 'file') continue;
      if (files.length === limit) return { files, cut: limit };
      files.push(path);
    }
  }
  return { files };
}

function isNew(folder: string, visited: Set<string>): boolean {
  try {
    const real = realpathSync(folder);
    if (visited.has(real)) return false;
    visited.add(real);
    return true;
  } catch {
    return false;
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function kindOf(entry: Dirent, path: string): 'file' | 'folder' | 'other' {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  const target = stat(path);
  return target.kind === 'file' ? 'file' : target.kind === 'directory' ? 'folder' : 'other';
}

function attempt<T>(ask: () => T): T | Missing {
  try {
    return ask();
  } catch (error) {
    return missing(error);
  }
}

function missing(error: unknown): Missing {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'absent' };
    case 'EISDIR':
      return { kind: 'directory' };
    case 'ELOOP':
      return { kind: 'loop' };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'unreadable', why: 'permission denied' };
    default:
      return { kind: 'unreadable', why: code };
  }
}
