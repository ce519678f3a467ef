import type { Format } from '../../../core/syntax.ts';
import type { FileId } from '../../../core/text.ts';
import { physicalLines } from '../../../formats/logicalLines.ts';
import { type TableFile, tableFile } from '../../../formats/postmapTable.ts';
import { collectRows } from '../../../formats/rows.ts';

/**
 * A passwd-file: `user:password:uid:gid:gecos:home:shell:fields`, of which any part may be left out from the end. The key is the
 * user, white space included. Source: db-passwd-file.c; asked of Dovecot 2.3.19.
 */
export const usersFile: Format<TableFile> = { id: 'dovecot-users', parse };

/** The columns of a row by what they are. */
export interface UserColumns {
  readonly uid: string | undefined;
  readonly gid: string | undefined;
  /** Blanks separate the extra fields. */
  readonly fields: readonly string[];
  readonly count: number;
}

export function columnsOf(table: TableFile, row: number): UserColumns {
  const columns = table.text.slice(table.rows.keyAt(row).start, table.rows.at(row).end).split(':');
  const [, , uid, gid] = columns;
  return {
    uid,
    gid,
    fields: columns
      .slice(7)
      .join(':')
      .split(' ')
      .filter((it) => it !== ''),
    count: columns.length,
  };
}

function parse(file: FileId, text: string): TableFile {
  const collector = collectRows(file, text);
  for (const line of physicalLines(text)) {
    const end = text[line.end - 1] === '\r' ? line.end - 1 : line.end;
    const { start } = line;
    if (start === end || text[start] === '#' || text[start] === ':') continue;
    const colon = text.indexOf(':', start);
    const keyEnd = 0 <= colon && colon < end ? colon : end;
    collector.add(start, keyEnd, Math.min(keyEnd + 1, end), end);
  }
  return tableFile({ file, format: usersFile.id, text, rows: collector.rows(), flaws: [], problems: [] });
}
