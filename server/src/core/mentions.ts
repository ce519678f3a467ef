import type { Surroundings } from './mta.ts';
import type { ParsedFile } from './syntax.ts';
import type { Mention, Seen } from './system.ts';
import type { FileId } from './text.ts';

/** What a model has asked for so far, and the files that were there. */
export interface Mentions {
  readonly files: ReadonlyMap<FileId, ParsedFile>;
  /** Each path once a format, with the first place that names it. */
  all(): readonly Mention[];
  mention(it: Mention): Seen;
}

/** Asks the surroundings on behalf of a model that begins with this file. */
export function mentionsFrom(root: ParsedFile, surroundings: Surroundings): Mentions {
  const mentions = new Map<string, Mention>();
  const files = new Map<FileId, ParsedFile>([[root.file, root]]);
  return {
    files,
    all: () => [...mentions.values()],
    mention(it) {
      const key = `${it.format?.id ?? ''} ${it.path}`;
      const known = mentions.get(key);
      if (!known || (!known.at && it.at)) mentions.set(key, it);
      const seen = surroundings.seen(it);
      if (seen.kind === 'file') files.set(seen.file.file, seen.file);
      return seen;
    },
  };
}
