import type { Format } from '../core/syntax.ts';
import type { FileId } from '../core/text.ts';
import { physicalLines } from './logicalLines.ts';
import { type TableFile, tableFile } from './postmapTable.ts';
import { collectRows } from './rows.ts';

/** passwd(5): the key is the login name, the value the rest of the line. */
export const passwd: Format<TableFile> = { id: 'passwd', parse };

function parse(file: FileId, text: string): TableFile {
  const collector = collectRows(file, text);
  for (const { start, end } of physicalLines(text)) {
    const colon = text.indexOf(':', start);
    if (start < colon && colon < end && text[start] !== '#') collector.add(start, colon, colon + 1, end);
  }
  const rows = collector.rows();
  return tableFile({ file, format: passwd.id, text, rows, flaws: [], problems: [] });
}

/** The home directory of a row's user. */
export function homeOf(table: TableFile, row: number): string | undefined {
  return table.rows.rawValue(row).split(':')[4];
}

/** False for the accounts of packages: user ids of people are between UID_MIN and UID_MAX of login.defs(5), as Debian ships it. */
export function isPerson({ rows }: TableFile, row: number): boolean {
  const id = Number(rows.rawValue(row).split(':')[1]);
  return 1000 <= id && id <= 60_000;
}
