import { sourceBesideFiles } from '../../../formats/nsswitch.ts';
import { passwd } from '../../../formats/passwd.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import type { Dovecot } from '../system.ts';
import { rowOf } from '../userFile.ts';

/** The row of an account in passwd(5), or of a group in group(5), which begins alike; undefined where the files here cannot tell. */
export function accountOf(
  system: Pick<Dovecot, 'mention'>,
  kind: 'user' | 'group',
  name: string,
): { readonly file: TableFile /** -1 where there is none. */; readonly row: number } | undefined {
  const seen = system.mention({ path: kind === 'user' ? '/etc/passwd' : '/etc/group', format: passwd });
  if (seen.kind !== 'file') return undefined;
  const file = seen.file as TableFile;
  const row = rowOf(file, name, () => false);
  const mayBeElsewhere = row < 0 && sourceBesideFiles(kind === 'user' ? 'passwd' : 'group', (it) => system.mention(it)) !== undefined;
  return mayBeElsewhere ? undefined : { file, row };
}

/** Whether an account or a group exists; undefined where nobody can tell. */
export function isThere(system: Pick<Dovecot, 'mention' | 'toldUsers'>, kind: 'user' | 'group', name: string): boolean | undefined {
  if (kind === 'user' && system.toldUsers?.has(name)) return true;
  const found = accountOf(system, kind, name);
  return found && 0 <= found.row;
}
