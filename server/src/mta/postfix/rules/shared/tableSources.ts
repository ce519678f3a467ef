import type { Place } from '../../../../core/text.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';
import type { Postfix } from '../../system.ts';

/** The text that a table is made of. */
export interface TableSource {
  readonly file: TableFile;
  /** The parameters that name the table. */
  readonly settings: ReadonlySet<string>;
  readonly type: string;
  readonly isAliases: boolean;
  /** The command that compiles it, where the type needs one. */
  readonly build: string | undefined;
}

/** The text of every table of keys that a parameter names or that is built in; each file once. */
export function tableSources(system: Postfix): TableSource[] {
  const res = new Map<string, TableSource & { readonly settings: Set<string> }>();
  const files = new Map(system.files.map((it) => [it.file, it]));
  for (const { file, setting, type, build } of system.tables) {
    const parsed = file === undefined ? undefined : files.get(file);
    if (parsed && isSource(parsed) && type !== 'unix') add(parsed, setting, type, build);
  }
  // Built-in values stand on no line, so nobody lists their tables.
  for (const setting of ['alias_maps', 'alias_database']) {
    for (const { file, ref } of system.mapsOf(setting).tables) if (file) add(file, setting, ref.type, undefined);
  }
  return [...res.values()];

  function add(file: TableFile, setting: string, type: string, build: string | undefined): void {
    const known = res.get(file.file);
    if (known) known.settings.add(setting);
    else res.set(file.file, { file, settings: new Set([setting]), type, isAliases: file.format === 'mail-aliases', build });
  }
}

/** The lines of the entry that begins at a place: those indented below it, and comments between them, included. */
export function entryAt(text: string, { file, start }: Place): Place {
  let end = lineEnd(text, start);
  let last = end;
  while (end < text.length) {
    const next = lineEnd(text, end + 1);
    const line = text.slice(end + 1, next);
    if (/^\s*(#|$)/.test(line)) end = next;
    else if (/^\s/.test(line)) last = end = next;
    else break;
  }
  return { file, start, end: last };
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

function isSource(file: { readonly file: string }): file is TableFile {
  return 'rows' in file && 'flaws' in file;
}
