import type { Place } from '../../../../core/text.ts';
import { aliases } from '../../../../formats/aliases.ts';
import { postmapTable, type TableFile } from '../../../../formats/postmapTable.ts';
import { type PatternFile, pcreTable } from '../../syntax/patternTable.ts';
import type { Postfix } from '../../system.ts';

/** A file beside the tables of a system that looks like one of them and is named by no parameter. */
export interface UnmentionedTable {
  readonly path: string;
  readonly kind: 'aliases' | 'keys' | 'patterns';
  readonly entries: Iterable<LooseEntry>;
}

/** An entry of it: the key or the pattern as it is written. */
export interface LooseEntry {
  readonly key: string;
  readonly value: string;
  readonly at: Place;
}

/** A table that a person keeps is smaller; a dump of something else is not read for this. */
const LARGEST_BYTES = 1_000_000;

/** Copies, compiled tables, keys and certificates, programs, and what a package brings. */
const NO_TABLE =
  /~$|\.(db|lmdb|cdb|dir|pag|cf|pem|crt|cer|key|csr|sh|py|pl|md|so|gz|proto|in|j2|erb|tmpl|tpl|dist|orig|bak|backup|old|save|sample|example|swp|rpm\w+|dpkg-\w+|ucf-\w+|\d[\d-]*)$|^(makedefs\.out|post-install|postfix-(files|script)|README.*|LICENSE.*|Makefile)$/i;

/** Where tables of recipients lie: the folder of main.cf, those of the tables that are named, and the places of alias files. */
export function* unmentionedTables(system: Postfix): Generator<UnmentionedTable> {
  const { matching, seen } = system.unmentioned;
  const named = new Set(system.mentions.map((it) => it.path));
  const folders = new Set(['/etc/postfix', ...system.tables.flatMap(({ path }) => path?.replace(/\/[^/]*$/, '') ?? [])]);
  folders.delete('/etc');
  const patterns = [...[...folders].map((it) => `${it}/*`), '/etc/aliases*', '/etc/mail/aliases*'];
  for (const path of new Set(patterns.flatMap(matching))) {
    if (named.has(path) || NO_TABLE.test(path.slice(path.lastIndexOf('/') + 1))) continue;
    const found = seen({ path });
    if (found.kind === 'present' && 0 < found.size && found.size < LARGEST_BYTES) yield* tableAt(system, path);
  }
}

function* tableAt({ unmentioned: { seen } }: Postfix, path: string): Generator<UnmentionedTable> {
  const keys = seen({ path, format: postmapTable });
  if (keys.kind !== 'file') return;
  const lines = keys.file.text.split('\n').filter((it) => /^[^\s#]/.test(it));
  const most = lines.length / 2;
  if (most < lines.filter((it) => /^[!/]/.test(it)).length) {
    const file = seen({ path, format: pcreTable });
    if (file.kind === 'file') yield { path, kind: 'patterns', entries: patternsOf(file.file as PatternFile) };
  } else if (most < lines.filter((it) => /^("[^"]+"|[^\s:@"]+)\s*:(\s|$)/.test(it)).length) {
    const file = seen({ path, format: aliases });
    if (file.kind === 'file') yield { path, kind: 'aliases', entries: rowsOf(file.file as TableFile) };
  } else yield { path, kind: 'keys', entries: rowsOf(keys.file as TableFile) };
}

function* rowsOf({ rows }: TableFile): Generator<LooseEntry> {
  for (let row = 0; row < rows.count; row++) yield { key: rows.key(row), value: rows.rawValue(row), at: rows.keyAt(row) };
}

function* patternsOf({ patterns }: PatternFile): Generator<LooseEntry> {
  for (const rule of patterns) if (rule.kind === 'match') yield { key: rule.pattern, value: rule.result, at: rule.at };
}
