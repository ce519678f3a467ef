import { decodeHead } from '../../server/src/workspace/decode.ts';
import { basename, dirname, join } from '../../server/src/workspace/path.ts';
import type { Parts } from './systems.ts';

/** How far up a root file is looked for. */
const mostLevels = 3;

/** As far as a root file is searched for the name, in bytes. */
const mostBytes = 256 * 1024;

/**
 * The folders of root files around a file: those in its folder, in its parents and in what lies directly in them, the nearest first,
 * up to a level where one mentions the file by its name. Nearer ones that do not are kept, because a setting that nobody wrote names
 * files as well. The top of the disk is left out: what lies in it is the whole machine.
 */
export function foldersAround(file: string, { world, mtas, entriesOf }: Omit<Parts, 'io'>): readonly string[] {
  const near: string[] = [];
  let folder = dirname(file);
  for (let level = 0; level <= mostLevels && folder !== '/'; level++) {
    const roots = rootsIn(folder).filter((it) => !near.includes(it));
    const mentioning = roots.filter((it) => decodeHead(world.head(it, mostBytes)).includes(basename(file)));
    if (0 < mentioning.length) return [...near, ...mentioning].map(dirname);
    near.push(...roots);
    folder = dirname(folder);
  }
  return near.map(dirname);

  function rootsIn(parent: string): readonly string[] {
    const entries = pathsIn(parent);
    const below = entries.filter((it) => world.stat(it).kind === 'directory').flatMap(pathsIn);
    return [...entries, ...below].filter(isRoot);
  }

  function pathsIn(parent: string): readonly string[] {
    return entriesOf(parent).map((it) => join(parent, it));
  }

  function isRoot(path: string): boolean {
    return world.stat(path).kind === 'file' && mtas.some((it) => it.begins(path, decodeHead(world.head(path, 2048))));
  }
}
