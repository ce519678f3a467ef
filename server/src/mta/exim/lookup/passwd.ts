import type { Lookup } from '../../../core/fact.ts';
import { sourceBesideFiles } from '../../../formats/nsswitch.ts';
import { passwd } from '../../../formats/passwd.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import type { MentionFile } from './tables.ts';

/** `${lookup passwd{name}}`: the line of a user with a star for the password. */
export function askPasswd(name: string, mention: MentionFile): Lookup {
  const seen = mention({ path: '/etc/passwd', format: passwd });
  const elsewhere = sourceBesideFiles('passwd', mention);
  if (seen.kind !== 'file')
    return { kind: 'unreadable', why: 'the users of this system are not in the files', ask: `getent passwd ${name}` };
  const file = seen.file as TableFile;
  const row = rowOf(file, name);
  if (row < 0 && elsewhere !== undefined)
    return { kind: 'unreadable', why: `users of this system come from ${elsewhere} too`, ask: `getent passwd ${name}` };
  if (row < 0) return { kind: 'miss' };
  const [, ...fields] = file.rows.rawValue(row).split(':');
  return { kind: 'hit', value: ['*', ...fields].join(':'), origin: { kind: 'written', at: file.rows.at(row) } };
}

/** The row of exactly this name: names that differ in letter case only are two users. */
function rowOf({ rows }: TableFile, name: string): number {
  const row = rows.find(name);
  if (row < 0 || rows.key(row) === name) return row;
  for (let i = 0; i < rows.count; i++) if (rows.key(i) === name) return i;
  return -1;
}
