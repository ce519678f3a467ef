import type { FileId } from '../core/text.ts';
import { basename, dirname, holds, isOnDisk, join, normalize } from './path.ts';
import type { PathSetting } from './settings.ts';

/** Where a path of the server lies in the workspace. */
export type Located =
  /** `instead`: the file lies elsewhere and is taken for the one that the copy of the server lacks at this place. */
  | { readonly kind: 'found'; readonly file: FileId; readonly instead?: FileId }
  /** `expected` only where it is certain that the file would lie there, `likely` where others of the server may be left out. */
  | { readonly kind: 'absent'; readonly expected?: FileId; readonly likely?: FileId };

/** What is known about one system's files. */
export interface Territory {
  /** The id of the kind of server: its folder below /etc begins so. */
  readonly mta: string;
  readonly root: FileId;
  readonly paths: readonly PathSetting[];
  /** The folder that somebody called the server's `/`. */
  readonly serverRoot?: string;
  exists(file: FileId): boolean;
  /** Files of the workspace with this last name that belong to no other system. */
  named(name: string): readonly FileId[];
  /** Files of the workspace that lie directly in a folder. */
  inside(folder: FileId): readonly FileId[];
  /** Folders that lie directly in a folder and have files of the workspace below them. */
  foldersIn(folder: FileId): readonly FileId[];
}

/**
 * From a path that the server uses to a file of the workspace. What somebody said comes first, then what the place of the
 * root file says, then the file that is named most alike.
 */
export function locate(written: string, territory: Territory): Located {
  const { root, serverRoot, exists } = territory;
  if (!written.startsWith('/')) return foundOr(exists, [join(dirname(root), written)]);
  const path = normalize(written);
  const setting = longestPrefix(path, territory.paths);
  if (setting) return foundOr(exists, [join(setting.folder, path.slice(setting.prefix.length))]);
  if (serverRoot !== undefined) return belowServerRoot(path, serverRoot, territory);
  const inferred = inferServerRoot(root);
  // The machine itself: what is absent there is absent.
  if (inferred === '/') return foundOr(exists, [path]);
  const places = [inferred === undefined ? undefined : join(inferred, path), besideRoot(path, territory)];
  // A document that was never saved lies nowhere, so nothing lies beside it.
  const res = foundOr(exists, isOnDisk(root) ? places.filter((it) => it !== undefined) : []);
  if (res.kind === 'found') return res;
  const alike = mostAlike(path, root, territory.named(basename(path)));
  if (alike !== undefined) return { kind: 'found', file: alike };
  const isWhole = inferred !== undefined && exists(join(inferred, USERS));
  return isWhole || res.expected === undefined ? res : { kind: 'absent', likely: res.expected };
}

/** Every server has users: a folder without their list is a copy of some of its files, or what an image is made of. */
const USERS = '/etc/passwd';
const ALIASES = '/etc/aliases';

/**
 * The server's paths of the files that a pattern with `*` and `?` in its last name matches, in the order of their letters; of the folders
 * where it ends with a slash.
 */
export function pathsMatching(pattern: string, territory: Territory): readonly string[] {
  if (pattern.endsWith('/')) return pathsMatching(pattern.slice(0, -1), { ...territory, inside: territory.foldersIn });
  const slash = pattern.lastIndexOf('/');
  const folder = locate(pattern.slice(0, slash + 1) || '.', territory);
  if (folder.kind === 'absent') return [];
  // A file whose name begins with a dot is matched by a dot only, as in a shell.
  const letters = pattern.slice(slash + 1).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const matches = new RegExp(`^(?!\\.)${letters.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  const names = territory.inside(folder.file).map(basename);
  return names
    .filter((it) => matches.test(it))
    .sort()
    .map((it) => pattern.slice(0, slash + 1) + it);
}

/**
 * What stands before the system's place below /etc, which is the server's `/` then: /srv/mail for /srv/mail/etc/x/y.cf.
 * Undefined for a root file that does not lie as it would on a server.
 */
export function inferServerRoot(root: FileId): string | undefined {
  const before = /^(.*?)(?:\/usr\/local|\/usr\/pkg|\/opt\/[^/]+)?\/etc\/(?:[^/]+\/)?[^/]+$/.exec(root)?.[1];
  return before === '' ? '/' : before;
}

/**
 * Who copies a server's configuration folder leaves out what lies in the folders above it, such as the aliases of /etc, or puts it
 * beside the root file. On the machine itself and within the configuration folder, what is absent is absent; in a copy with a list of
 * users too, but for the aliases, which no mail server is without.
 */
function belowServerRoot(path: string, serverRoot: string, { root, exists }: Territory): Located {
  const file = join(serverRoot, path);
  const home = dirname(root);
  const isAbove = dirname(file) !== serverRoot && dirname(file) !== home && holds(dirname(file), home);
  if (exists(file) || serverRoot === '/' || !isAbove) return foundOr(exists, [file]);
  const beside = join(home, basename(file));
  if (exists(beside)) return { kind: 'found', file: beside, instead: file };
  const isWhole = exists(join(serverRoot, USERS)) && path !== ALIASES;
  return isWhole ? { kind: 'absent', expected: file } : { kind: 'absent', likely: file };
}

function foundOr(exists: (file: FileId) => boolean, files: readonly FileId[]): Located {
  const file = files.find(exists);
  if (file !== undefined) return { kind: 'found', file };
  const expected = files[0];
  return expected === undefined ? { kind: 'absent' } : { kind: 'absent', expected };
}

function longestPrefix(path: string, settings: readonly PathSetting[]): PathSetting | undefined {
  return settings.filter((it) => holds(it.prefix, path)).sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

/** The folder of the root file stands for the server's configuration folder, such as /etc/<id> or /usr/local/etc/<id>. */
function besideRoot(path: string, { mta, root }: Territory): FileId | undefined {
  const parts = path.split('/');
  const etc = parts.indexOf('etc');
  const home = etc < 0 ? -1 : parts.findIndex((it, i) => etc < i && i < parts.length - 1 && it.startsWith(mta));
  return home < 0 ? undefined : join(dirname(root), parts.slice(home + 1).join('/'));
}

/** The longest common end wins, then the nearest to the root file, then the shorter path. */
function mostAlike(path: string, root: FileId, candidates: readonly FileId[]): FileId | undefined {
  const wanted = path.split('/').reverse();
  const home = dirname(root).split('/');
  const rank = (file: FileId) => {
    const parts = file.split('/');
    const alike = commonLength(wanted, [...parts].reverse());
    const shared = commonLength(home, parts);
    return { file, alike, steps: home.length - shared + parts.length - shared };
  };
  return candidates
    .map(rank)
    .sort((a, b) => b.alike - a.alike || a.steps - b.steps || a.file.length - b.file.length || (a.file < b.file ? -1 : 1))[0]?.file;
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let res = 0;
  while (res < a.length && a[res] === b[res]) res++;
  return res;
}
