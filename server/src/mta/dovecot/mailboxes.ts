import type { ListedMailbox } from '../../core/system.ts';
import type { FileId } from '../../core/text.ts';
import { passwd } from '../../formats/passwd.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { usersFile } from './syntax/usersFile.ts';
import type { Dovecot } from './system.ts';
import { userFileOf } from './userFile.ts';

/** The users that the files of userdbs name. Those of the system are not meant one by one. */
export function* mailboxesOf(system: Dovecot): Generator<ListedMailbox> {
  const told = new Set<string>();
  for (const database of system.userdbs) {
    const seen = userFileOf(database, system)?.seen;
    if (seen?.kind !== 'file' || told.has(seen.file.file)) continue;
    told.add(seen.file.file);
    const { rows } = seen.file as TableFile;
    for (let row = 0; row < rows.count; row++) yield { name: rows.key(row), at: rows.keyAt(row) };
  }
}

/** The row of a file of users that holds an offset. */
export function mailboxAt(system: Dovecot, name: FileId, offset: number): ListedMailbox | undefined {
  const file = system.files.find((it) => it.file === name && (it.format === usersFile.id || it.format === passwd.id)) as
    | TableFile
    | undefined;
  const row = file ? file.rows.rowAt(offset) : -1;
  return file && 0 <= row ? { name: file.rows.key(row), at: file.rows.keyAt(row) } : undefined;
}
