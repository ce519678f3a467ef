import type { FileId } from '../../../server/src/core/text.ts';
import type { Explanation } from '../../../server/src/core/trace.ts';
import { postfix } from '../../../server/src/mta/postfix/index.ts';
import type { Postfix } from '../../../server/src/mta/postfix/system.ts';
import { noSettings } from '../../../server/src/workspace/settings.ts';
import type { Snapshot } from '../../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import type { World } from '../../../server/src/workspace/world.ts';
import { filesOf } from '../box/host.ts';
import type { PostfixSite } from './answers.ts';
import { hostOf } from './answers.ts';

const slash = '/server';
const encoder = new TextEncoder();

/** What our own reading of this site is: the same files that the real server was given, in memory. */
export function readSite(site: PostfixSite, compiled: readonly string[] = []): Postfix {
  const views = snapshotOf(site, compiled).systems;
  const found = views.find(({ system }) => system.root === `${slash}/etc/postfix/main.cf`);
  if (!found) throw new Error(`no system begins with main.cf here, only ${views.map((it) => it.system.root).join(', ')}`);
  return found.system as Postfix;
}

/** The same, with what all rules find there. */
export function snapshotOf(site: PostfixSite, compiled: readonly string[] = []): Snapshot {
  const world = worldOf(filesIn(site, compiled));
  const serverRoot = slash;
  const workspace = new Workspace({ world, mtas: [postfix], settings: { ...noSettings, serverRoot }, log: () => {} });
  workspace.setFolders([slash]);
  return workspace.snapshot();
}

/** The server's own name of a file that our reading calls otherwise. */
export function pathOnServer(file: FileId): string {
  return file.startsWith(`${slash}/`) ? file.slice(slash.length) : file;
}

export function explain(system: Postfix, address: string, client: string): Explanation {
  return postfix.explain(system, address, client === 'inside' ? '127.0.0.1' : client === 'outside' ? '203.0.113.9' : client);
}

interface File {
  readonly text: string;
  readonly modified: number;
}

/**
 * Compiled tables count as built where nothing is said of them. Where the site has one that is missing or older than its source, all others
 * are laid beside their sources, because a system with some compiled tables has them all.
 */
function filesIn(site: PostfixSite, compiled: readonly string[]): ReadonlyMap<string, File> {
  const now = 1_800_000_000_000;
  const [written, built, changed] = [now - 3_600_000, now - 1_800_000, now - 300_000];
  const files = new Map<string, File>();
  for (const [path, text] of Object.entries(filesOf(hostOf(site), ['postfix:x:110:115::/var/spool/postfix:/usr/sbin/nologin']))) {
    files.set(slash + path, { text, modified: written });
  }
  for (const [path, text] of Object.entries(site.changedSince ?? {})) files.set(slash + path, { text, modified: changed });
  const isSpecial = site.skipCompile !== undefined || site.changedSince !== undefined;
  const endings: Readonly<Record<string, string>> = { hash: 'db', btree: 'db', lmdb: 'lmdb', cdb: 'cdb' };
  for (const name of isSpecial ? compiled : []) {
    const [type = '', path = ''] = name.split(':');
    files.set(`${slash}${path}.${endings[type]}`, { text: '\0', modified: built });
  }
  return files;
}

function worldOf(files: ReadonlyMap<string, File>): World {
  const isDirectory = (path: string): boolean => [...files.keys()].some((it) => it.startsWith(`${path}/`));
  const missing = (path: string): { readonly kind: 'absent' | 'directory' } => ({ kind: isDirectory(path) ? 'directory' : 'absent' });
  return {
    stat(path) {
      const file = files.get(path);
      return file ? { kind: 'file', modified: file.modified, size: encoder.encode(file.text).length } : missing(path);
    },
    read(path) {
      const file = files.get(path);
      return file ? { kind: 'bytes', bytes: encoder.encode(file.text), modified: file.modified } : missing(path);
    },
    head: (path, bytes) => encoder.encode(files.get(path)?.text ?? '').subarray(0, bytes),
    list: (folders) => ({ files: [...files.keys()].filter((it) => folders.some((folder) => it.startsWith(`${folder}/`))) }),
  };
}
