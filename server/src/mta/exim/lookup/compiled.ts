import type { TableFile } from '../../../formats/postmapTable.ts';
import { lsearchTable, valueOf } from './lsearch.ts';
import type { MentionFile, TableAnswer, TableName } from './tables.ts';

/** Types whose files are made of a text, which exim_dbmbuild and cdb read as lsearch does. */
export const compiledTypes: ReadonlySet<string> = new Set(['cdb', 'dbm', 'dbmjz', 'dbmnz']);

/**
 * Asks the text that a compiled table is made of, aliases for aliases.db: where only the text is here, the table is taken
 * for built from it. exim_dbmbuild writes keys in lower case, and a compiled table is asked for the key as it is.
 * Undefined where there is no such text, or one that is newer than the table.
 */
export function askSource({ type }: TableName, path: string, key: string, mention: MentionFile): TableAnswer | undefined {
  const source = /^(.+)\.(?:db|dbm|cdb)$/.exec(path)?.[1];
  if (source === undefined) return undefined;
  const compiled = mention({ path });
  const seen = mention({ path: source, format: lsearchTable });
  if (seen.kind !== 'file') return undefined;
  const isNewer = compiled.kind === 'present' && compiled.modified < seen.modified;
  if (isNewer || (compiled.kind !== 'present' && compiled.kind !== 'absent')) return undefined;
  const file = seen.file as TableFile;
  const row = file.rows.find(key);
  const stored = row < 0 ? undefined : type === 'cdb' ? file.rows.key(row) : file.rows.key(row).toLowerCase();
  if (stored !== key) return { kind: 'miss' };
  const letters = valueOf(file, row);
  return { kind: 'hit', value: letters.text, origin: { kind: 'written', at: file.rows.at(row) }, letters };
}
