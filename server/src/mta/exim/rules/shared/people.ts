import { isPerson, passwd } from '../../../../formats/passwd.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';
import type { Exim } from '../../system.ts';

/** People with an account here, not the accounts of packages. */
export function people(system: Exim): readonly string[] {
  const seen = system.mention({ path: '/etc/passwd', format: passwd });
  if (seen.kind !== 'file') return [];
  const table = seen.file as TableFile;
  const { rows } = table;
  const res: string[] = [];
  for (let row = 0; row < rows.count && res.length < MOST; row++) {
    if (isPerson(table, row)) res.push(rows.key(row));
  }
  return res;
}

/** Of a host with very many users a sample has to do. */
const MOST = 1000;
