import type { Mta } from '../core/mta.ts';
import type { FileId } from '../core/text.ts';
import type { Files } from './files.ts';

/** The files that begin a system, and with which kind of server. */
export interface Beginnings {
  /** Among these files, in their order. */
  among(files: Iterable<FileId>): readonly Beginning[];
  /** Asks about this file again. */
  forget(file: FileId): void;
}

export interface Beginning {
  readonly root: FileId;
  readonly mta: Mta;
}

/** Remembers what each file is: the first lines of thousands of files are read once. */
export function createBeginnings(mtas: readonly Mta[], files: Files): Beginnings {
  const known = new Map<FileId, Mta | undefined>();
  return { among, forget: (file) => known.delete(file) };

  function among(candidates: Iterable<FileId>): Beginning[] {
    const res: Beginning[] = [];
    for (const root of candidates) {
      if (!known.has(root)) known.set(root, beginnerOf(root));
      const mta = known.get(root);
      if (mta) res.push({ root, mta });
    }
    return res;
  }

  function beginnerOf(file: FileId): Mta | undefined {
    const head = files.head(file);
    return mtas.find((it) => it.begins(file, head));
  }
}

/** Of what a configuration sets, this share at least are settings of the server: the rest are names of the administrator. */
const leastShare = 0.2;

/** The server whose settings a text sets most often; undefined where that is no configuration of anybody's. */
export function byItsWords(text: string, mtas: readonly Mta[]): Mta | undefined {
  const words = [...text.matchAll(/^[ \t]*(?:hide[ \t]+)?(\w+)[ \t]*[={]/gm)].map((it) => it[1]!);
  const counts = mtas.map((mta) => ({ mta, count: words.filter((it) => mta.vocabulary.has(it)).length }));
  const best = counts.reduce<(typeof counts)[number] | undefined>((res, it) => (res && it.count <= res.count ? res : it), undefined);
  return best && 0 < best.count && words.length * leastShare <= best.count ? best.mta : undefined;
}
