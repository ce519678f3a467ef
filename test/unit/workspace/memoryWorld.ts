import { dirname, holds } from '../../../server/src/workspace/path.ts';
import { largestFile, type Missing, type Reading, type Stat, type World } from '../../../server/src/workspace/world.ts';

/** What stands at a path: text, bytes, a size in bytes that nobody wants to hold, or why there is nothing. */
export type Content = string | Uint8Array | number | Missing;

/** A world without a disk. Its files can be changed; `reads` names every file that was read, in order. */
export interface MemoryWorld extends World {
  readonly files: Map<string, Content>;
  readonly reads: string[];
  /** Milliseconds since 1970, where it is not 1000. */
  readonly times: Map<string, number>;
}

export function memoryWorld(files: Iterable<readonly [string, Content]>): MemoryWorld {
  const all = new Map<string, Content>(files);
  const reads: string[] = [];
  const times = new Map<string, number>();
  return { files: all, reads, times, stat, read, head, list };

  function stat(path: string): Stat {
    const content = all.get(path);
    if (content === undefined) return { kind: [...all.keys()].some((it) => holds(path, dirname(it))) ? 'directory' : 'absent' };
    if (typeof content === 'object' && 'kind' in content) return content;
    const size = typeof content === 'number' ? content : bytesOf(content).length;
    return { kind: 'file', modified: times.get(path) ?? 1000, size };
  }

  function read(path: string): Reading {
    const res = stat(path);
    if (res.kind !== 'file') return res;
    if (largestFile < res.size) return { kind: 'too-large', size: res.size };
    reads.push(path);
    return { kind: 'bytes', bytes: bytesOf(all.get(path) as string | Uint8Array), modified: res.modified };
  }

  function head(path: string, bytes: number): Uint8Array {
    const content = all.get(path);
    return typeof content === 'string' || content instanceof Uint8Array ? bytesOf(content).subarray(0, bytes) : new Uint8Array();
  }

  function list(folders: readonly string[]) {
    return { files: [...all.keys()].filter((it) => folders.some((folder) => holds(folder, it))).sort() };
  }
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
