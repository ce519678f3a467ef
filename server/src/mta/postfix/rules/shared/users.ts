import { passwd } from '../../../../formats/passwd.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';
import type { Postfix } from '../../system.ts';

/** The passwd file of this host; undefined where it is not among the files. */
export function usersOf(system: Postfix): TableFile | undefined {
  const seen = system.mention({ path: '/etc/passwd', format: passwd });
  return seen.kind === 'file' ? (seen.file as TableFile) : undefined;
}
