import type { Surroundings } from '../core/mta.ts';
import type { Format, Problem } from '../core/syntax.ts';
import type { Mention, Seen } from '../core/system.ts';
import type { FileId } from '../core/text.ts';
import type { Explanation } from '../core/trace.ts';
import { joined } from '../site/join.ts';
import type { Member } from '../site/member.ts';
import type { Beginning } from './beginnings.ts';
import type { Files } from './files.ts';
import { grouped } from './grouped.ts';
import { type Located, locate, pathsMatching, type Territory } from './paths.ts';

/** One system, the server that knows how to read it, and what it says together with others of its host. */
export interface SystemView extends OpenSystem {
  /** What happens to mail for this address when this client offers it. */
  explain(address: string, client: string): Explanation;
  /** What happens to a message that the server has already. */
  follow(address: string): Pick<Explanation, 'deliveries' | 'steps'>;
  /** The servers of the same host, this one among them. */
  readonly host: readonly Member[];
}

/** One system by itself. */
export interface OpenSystem extends Member {
  /** From a path that the server uses to a file of the workspace. */
  locate(path: string): Located;
  /** Paths of the server that a pattern with `*` and `?` in its last name matches, in the order of their letters. */
  matching(pattern: string): readonly string[];
  /** Files that the system speaks of, as far as they were asked for. */
  seen(mention: Mention): Seen;
  /** Where a file of the system stops to be UTF-8. */
  foreign(file: FileId): Problem | undefined;
}

/** Models look at most this often: each time may name files that the time before could not know of. */
const mostRounds = 20;

export interface SystemOptions {
  readonly files: Files;
  readonly territory: Territory;
  readonly about: Omit<Surroundings, 'seen' | 'matching' | 'isForeign'>;
  readonly note: (message: string) => void;
}

/** Understands one system; undefined where its root file cannot be read. What the model asks for is read at the first question. */
export function openSystem({ root, mta }: Beginning, { files, territory, about, note }: SystemOptions): OpenSystem | undefined {
  const format = mta.recognize(root, files.head(root)) ?? mta.beginning;
  const read = files.parse(root, format);
  if (read.kind !== 'parsed') {
    note(`${root} cannot be read, so the ${mta.name} system that it begins is left out`);
    return undefined;
  }
  const answers = new Map<Format | undefined, Map<string, Seen>>();
  const located = (path: string) => locate(path, territory);
  for (let round = 1; ; round++) {
    const system = mta.model(read.file, { ...about, seen, matching, isForeign: (file) => foreign(file) !== undefined });
    const unasked = system.mentions.filter((it) => !answers.get(it.format)?.has(it.path));
    if (unasked.length === 0 || round === mostRounds) {
      if (unasked.length > 0) note(`${root} still names new files after ${mostRounds} rounds, so the rest is left out`);
      for (const it of standIns(system.mentions.map((mention) => located(mention.path)))) note(it);
      return { mta, system, locate: located, matching, seen, foreign };
    }
    for (const it of unasked) seen(it);
  }

  function foreign(file: FileId): Problem | undefined {
    const read = files.text(file);
    return read.kind === 'text' ? read.foreign : undefined;
  }

  function matching(pattern: string): readonly string[] {
    return pathsMatching(pattern, territory);
  }

  function seen(mention: Mention): Seen {
    let byPath = answers.get(mention.format);
    if (!byPath) answers.set(mention.format, (byPath = new Map()));
    let res = byPath.get(mention.path);
    if (!res) byPath.set(mention.path, (res = look(mention, located(mention.path), files)));
    return res;
  }
}

/** What a reader must know of files that were taken for others, each once. */
function standIns(found: readonly Located[]): ReadonlySet<string> {
  const said = found.flatMap((it) =>
    it.kind === 'found' && it.instead !== undefined
      ? [`there is no ${it.instead}, so ${it.file} beside the configuration is read for it`]
      : [],
  );
  return new Set(said);
}

function look({ format }: Mention, located: Located, files: Files): Seen {
  if (located.kind === 'absent') return located;
  const { file } = located;
  const stat = files.stat(file);
  const read = stat.kind === 'file' && format ? files.parse(file, format) : stat;
  switch (read.kind) {
    case 'parsed':
      return { kind: 'file', file: read.file, modified: read.modified };
    case 'file':
      return { kind: 'present', file, modified: read.modified, size: read.size };
    case 'directory':
      return { kind: 'directory', file };
    case 'absent':
      return { kind: 'absent', expected: file };
    case 'loop':
      return { kind: 'unreadable', file, why: 'a symbolic link leads to itself' };
    case 'unreadable':
      return { kind: 'unreadable', file, why: read.why };
    default:
      return read satisfies never;
  }
}

/** Systems as they are together: those below one `/` are one host. */
export function together(systems: readonly OpenSystem[], hostOf: (system: OpenSystem) => string): readonly SystemView[] {
  const hosts = grouped(systems, hostOf);
  return systems.map((it): SystemView => {
    const host = hosts.get(hostOf(it)) ?? [it];
    const { mta, system } = it;
    return {
      ...it,
      host,
      explain: (address, client) => joined(mta.explain(system, address, client), host),
      follow: (address) => joined(mta.follow(system, address), host),
    };
  });
}
