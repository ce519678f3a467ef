import { passwd } from '../../../../formats/passwd.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';
import type { Exim } from '../../system.ts';

/** People with an account here, not the accounts of packages: UID_MIN and UID_MAX of login.defs(5). */
export function people(system: Exim): readonly string[] {
  const seen = system.mention({ path: '/etc/passwd', format: passwd });
  if (seen.kind !== 'file') return [];
  const { rows } = seen.file as TableFile;
  const res: string[] = [];
  for (let row = 0; row < rows.count && res.length < MOST; row++) {
    const id = Number(rows.rawValue(row).split(':')[1]);
    if (1000 <= id && id < 60_000) res.push(rows.key(row));
  }
  return res;
}

/** Of a host with very many users a sample has to do. */
const MOST = 1000;
