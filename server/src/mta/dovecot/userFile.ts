import type { Seen } from '../../core/system.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { columnsOf, usersFile } from './syntax/usersFile.ts';
import type { Database, Dovecot } from './system.ts';
import { hasVariables } from './variables.ts';

/** What the arguments of a passwd-file driver say. */
export interface UserFile {
  readonly path: string;
  /** What is looked up in the file. */
  readonly usernameFormat: string;
  /** Absent where the path differs from user to user. */
  readonly seen?: Seen;
}

/**
 * `scheme=` is an argument of a passdb only: in a userdb it is taken for the path, as is everything behind it.
 * Undefined without a path. Source: passdb-passwd-file.c, userdb-passwd-file.c; asked of Dovecot 2.3.19.
 */
export function userFileOf(database: Database, system: Pick<Dovecot, 'mention'>): UserFile | undefined {
  if (database.driver !== 'passwd-file') return undefined;
  const known = database.kind === 'passdb' ? /^(scheme|username_format)=(\S*)\s*/ : /^(username_format)=(\S*)\s*/;
  let path = database.args;
  let usernameFormat = '%u';
  for (let match = known.exec(path); match; match = known.exec(path)) {
    if (match[1] === 'username_format') usernameFormat = match[2]!;
    path = path.slice(match[0].length);
  }
  if (path === '') return undefined;
  if (hasVariables(path)) return { path, usernameFormat };
  return { path: path.replaceAll('%%', '%'), usernameFormat, seen: mentionUsers(path.replaceAll('%%', '%'), database, system) };
}

export function mentionUsers(path: string, { argsAt }: Database, { mention }: Pick<Dovecot, 'mention'>): Seen {
  return mention({ path, format: usersFile, at: argsAt });
}

/** The row that Dovecot finds for a name: letters count, and rows that it skips do not. */
export function rowOf(table: TableFile, name: string, isSkipped: (row: number) => boolean): number {
  const { rows } = table;
  const isIt = (row: number) => rows.key(row) === name && !isSkipped(row);
  const first = rows.find(name);
  if (first < 0 || isIt(first)) return first;
  for (let row = first + 1; row < rows.count; row++) if (isIt(row)) return row;
  return -1;
}

/** Why a row of a file that a userdb reads counts for nothing; undefined: it counts. `knows` tells whether an account or a group exists. */
export function whySkipped(
  table: TableFile,
  row: number,
  knows: (kind: 'user' | 'group', name: string) => boolean | undefined,
): string | undefined {
  const { uid, gid, count } = columnsOf(table, row);
  if (count < 4) return 'it has no uid and gid';
  const wrong = (kind: 'user' | 'group', id: string | undefined) =>
    id !== undefined && id !== '' && (/^0+$/.test(id) || (!/^\d+$/.test(id) && knows(kind, id) === false));
  if (wrong('user', uid)) return `its uid is ${uid}`;
  return wrong('group', gid) ? `its gid is ${gid}` : undefined;
}
