import type { TableFile } from '../../../formats/postmapTable.ts';
import { columnsOf } from '../syntax/usersFile.ts';
import { type Database, type Dovecot, nameOf } from '../system.ts';
import { mentionUsers, rowOf, userFileOf, whySkipped } from '../userFile.ts';
import { expand } from '../variables.ts';
import { isThere } from './accounts.ts';
import { askFor } from './blame.ts';
import type { Answer } from './chain.ts';

/** What a file of users says of a name, and the row that says it. */
export interface FileAnswer extends Answer {
  readonly row?: { readonly file: TableFile; readonly row: number };
}

/** A passwd-file of a passdb or a userdb. Source: db-passwd-file.c; asked of Dovecot 2.3.19. */
export function askUserFile(database: Database, name: string, system: Dovecot): FileAnswer {
  const file = userFileOf(database, system);
  const written = { kind: 'written', at: database.argsAt } as const;
  const undecided = (why: string): FileAnswer => ({
    outcomes: ['found', 'missing'],
    says: why,
    because: { kind: 'unknown', why, ask: askFor(name) },
  });
  if (!file) return { outcomes: ['failed'], says: `${nameOf(database)} names no file`, because: written };
  const key = expand(file.usernameFormat, name);
  const path = file.seen ? ({ kind: 'text', text: file.path } as const) : expand(file.path, name);
  if (key.kind === 'unknown') return undecided(`nothing is known here of ${key.variable} in username_format`);
  if (path.kind === 'unknown') return undecided(`nothing is known here of ${path.variable} in the name of the file`);
  const seen = file.seen ?? mentionUsers(path.text, database, system);
  switch (seen.kind) {
    case 'file': {
      const table = seen.file as TableFile;
      const isOfUserdb = system.userdbs.some((it) => userFileOf(it, system)?.path === file.path);
      const isSkipped = (row: number) => isOfUserdb && whySkipped(table, row, (kind, it) => isThere(system, kind, it)) !== undefined;
      const row = rowOf(table, key.text, isSkipped);
      if (0 <= row)
        return {
          outcomes: ['found'],
          says: `${key.text} is there`,
          because: { kind: 'written', at: table.rows.keyAt(row) },
          row: { file: table, row },
        };
      const hidden = rowOf(table, key.text, () => false);
      if (hidden < 0) return { outcomes: ['missing'], says: `${key.text} is not in ${path.text}`, because: written };
      const why = whySkipped(table, hidden, (kind, it) => isThere(system, kind, it));
      return {
        outcomes: ['missing'],
        says: `the line of ${key.text} is skipped, because ${why}`,
        because: { kind: 'written', at: table.rows.keyAt(hidden) },
      };
    }
    case 'absent':
      if (seen.expected === undefined) return undecided(`${path.text} is not in this workspace`);
      if (!file.seen) return { outcomes: ['missing'], says: `there is no ${path.text}`, because: written };
      return {
        outcomes: ['missing', 'failed'],
        says: `${path.text} is not there: the first recipient after a start is refused with 550 5.1.1, later ones are put off with 451 4.3.0`,
        because: written,
      };
    case 'directory':
    case 'present':
    case 'unreadable':
    case 'pending':
      return undecided(`${path.text} cannot be read here`);
    default:
      return seen satisfies never;
  }
}

/** The extra fields of a row by their names. */
export function fieldsOf({ file, row }: NonNullable<FileAnswer['row']>): ReadonlyMap<string, string> {
  return fieldsIn(columnsOf(file, row).fields);
}

/** Words such as `uid=vmail`; one without a value is a yes. */
export function fieldsIn(words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(words.map((it) => [it.replace(/=.*$/s, ''), it.includes('=') ? it.slice(it.indexOf('=') + 1) : 'yes']));
}
