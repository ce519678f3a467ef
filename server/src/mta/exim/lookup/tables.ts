import type { Lookup } from '../../../core/fact.ts';
import type { Sourced } from '../../../core/sourced.ts';
import type { ParsedFile } from '../../../core/syntax.ts';
import type { Mention, Seen } from '../../../core/system.ts';
import { askSource, compiledTypes } from './compiled.ts';
import { askDirectory } from './directory.ts';
import { keysToAsk } from './keys.ts';
import { askText, lsearchTable } from './lsearch.ts';
import { askPasswd } from './passwd.ts';
import { written } from './tableName.ts';
import { textFile } from './textFile.ts';

/** A table as a lookup names it: `partial-lsearch*@` with a file, or a query of a database. */
export interface TableName {
  /** Such as lsearch, without the words around it. */
  readonly type: string;
  /** `partial3(.)-`: the fewest labels that are kept, and what stands before them. */
  readonly partial?: { readonly least: number; readonly affix: string };
  /** `*`: the key `*` is asked last; `*@`: before that the key with `*` for its local part. */
  readonly star?: '*' | '*@';
  /** What stands behind a comma, such as ret=full. */
  readonly options: readonly string[];
  /** The file or folder; absent for a query. */
  readonly path?: string;
}

/** Tables and files, as far as they can be seen. */
export interface Tables {
  /** What a table says of a key, with partial matching and default keys. `broken`: Exim cannot open it or does not accept the key. */
  find(table: TableName, key: string): TableAnswer;
  /** Whether something stands at a path, as the condition `exists` asks. */
  exists(path: string): 'yes' | 'no' | 'unknown';
  /** A text file by its path, such as a list of domains or of recipients. */
  text(path: string): Text;
  /** Whether a file is here and is a text. */
  isText(path: string): boolean;
}

export type TableAnswer = Lookup & {
  /** What $1 and $2 hold after a partial or a default match: what the wild part of the key stands for, and the rest. */
  readonly groups?: readonly string[];
  readonly isFolder?: true;
  /** The value with the place of each letter, where it stands in a file as it is given. */
  readonly letters?: Sourced;
};

export type Text =
  /** `parsed` is the same object while the file stays as it is. */
  | { readonly kind: 'file'; readonly file: string; readonly text: string; readonly parsed: ParsedFile }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string };

/** Of a file that may be large, as many letters tell what it is. */
const MOST_LETTERS = 1000;

export type MentionFile = (mention: Mention) => Seen;

/** The tables of one system; `mention` tells the workspace what it is to read. */
export function tablesOf(mention: MentionFile): Tables {
  return { find, exists, text, isText };

  function find(table: TableName, key: string): TableAnswer {
    const { path } = table;
    if (table.type === 'passwd') return askPasswd(key, mention);
    if (path === undefined) return unreadable(table, key, `a ${table.type} database lies outside the files`);
    if (!path.startsWith('/')) return { kind: 'broken', why: `"${path}" is no absolute path` };
    const asked = keysToAsk(key, table);
    for (const it of asked) {
      const answer = askOnce(table, path, it.key);
      if (answer.kind === 'miss') continue;
      if (answer.kind !== 'hit') return answer;
      const groups = it.groups && { groups: it.groups };
      if (!table.options.includes('ret=key')) return { ...answer, ...groups };
      return { kind: 'hit', value: key, origin: answer.origin, ...groups };
    }
    // An empty key is in no table, but the table is opened for it.
    return asked.length === 0 && table.type.endsWith('lsearch') ? opened(table, path) : { kind: 'miss' };
  }

  function opened(table: TableName, path: string): TableAnswer {
    const seen = mention({ path, format: lsearchTable });
    return seen.kind === 'file' ? { kind: 'miss' } : unseen(table, seen, path, '');
  }

  function askOnce(table: TableName, path: string, key: string): TableAnswer {
    switch (table.type) {
      case 'lsearch':
      case 'wildlsearch':
      case 'nwildlsearch':
      case 'iplsearch': {
        const seen = mention({ path, format: lsearchTable });
        return seen.kind === 'file' ? askText(table, seen.file, key) : unseen(table, seen, path, key);
      }
      case 'dsearch':
        return askDirectory(table, path, key, mention);
      default: {
        const found = compiledTypes.has(table.type) ? askSource(table, path, key, mention) : undefined;
        if (found) return found;
        const seen = mention({ path });
        if (seen.kind === 'absent' && seen.expected !== undefined) return { kind: 'broken', why: `there is no file ${path}` };
        if (compiledTypes.has(table.type) && isText(path)) return { kind: 'broken', why: `${path} is a text and no compiled table` };
        return unreadable(table, key, `a ${table.type} file cannot be read here`);
      }
    }
  }

  function unseen(table: TableName, seen: Seen, path: string, key: string): TableAnswer {
    if (seen.kind === 'absent' && seen.expected !== undefined) return { kind: 'broken', why: `there is no file ${path}` };
    if (seen.kind === 'directory') return { kind: 'broken', why: `${path} is a folder`, isFolder: true };
    return unreadable(table, key, whyUnseen(seen, path));
  }

  function exists(path: string): 'yes' | 'no' | 'unknown' {
    if (!path.startsWith('/')) return 'unknown';
    const seen = mention({ path });
    if (seen.kind === 'absent') return seen.expected === undefined ? 'unknown' : 'no';
    return seen.kind === 'pending' || seen.kind === 'unreadable' ? 'unknown' : 'yes';
  }

  // A compiled table has zeros among its first bytes.
  function isText(path: string): boolean {
    const found = text(path);
    return found.kind === 'file' && /^[^\0-\x08\ufffd]+$/.test(found.text.slice(0, MOST_LETTERS));
  }

  function text(path: string): Text {
    const seen = mention({ path, format: textFile });
    if (seen.kind === 'file') return textOf(seen.file);
    if (seen.kind === 'absent' && seen.expected !== undefined) return { kind: 'absent' };
    // A folder can be opened, and has no lines.
    if (seen.kind === 'directory') return textOf(textFile.parse(seen.file, ''));
    return { kind: 'unknown', why: whyUnseen(seen, path) };
  }
}

function textOf(parsed: ParsedFile): Text {
  return { kind: 'file', file: parsed.file, text: parsed.text, parsed };
}

function whyUnseen(seen: Seen, path: string): string {
  switch (seen.kind) {
    case 'absent':
      return `${path} is not in this workspace`;
    case 'unreadable':
      return `${path} cannot be read: ${seen.why}`;
    case 'directory':
      return `${path} is a folder`;
    default:
      return `${path} has not been read yet`;
  }
}

function unreadable(table: TableName, key: string, why: string): Lookup {
  const lookup = table.path === undefined ? `${table.type}{…}` : written(table).replace(/;(.*)$/s, '{$1}');
  return { kind: 'unreadable', why, ask: `exim -be '\${lookup{${key}}${lookup}}'` };
}
