import { passwd } from '../../../../formats/passwd.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';
import type { Postfix } from '../../system.ts';

/** The passwd file of this host; undefined where it is not among the files. */
export function usersOf(system: Postfix): TableFile | undefined {
  const seen = system.mention({ path: '/etc/passwd', format: passwd });
  return seen.kind === 'file' ? (seen.file as TableFile) : undefined;
}

/** False for the accounts of packages: user ids of people are between UID_MIN and UID_MAX of login.defs(5). */
export function isPerson({ rows }: TableFile, row: number): boolean {
  const id = Number(rows.rawValue(row).split(':')[1]);
  return 1000 <= id && id < 60_000;
}
