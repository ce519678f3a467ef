import { itemOf, type Sourced } from '../../core/sourced.ts';
import type { Seen, TableState, TableUse } from '../../core/system.ts';
import type { Place } from '../../core/text.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { lsearchTable } from './lookup/lsearch.ts';
import { tableNameOf } from './lookup/tableName.ts';
import type { Configuration } from './syntax/configuration.ts';
import type { Exim } from './system.ts';

/** Every table that an option, a list or an ACL names with a path that is written out, in the order of the files. */
export function tableUsesOf(system: Exim): TableUse[] {
  const res: TableUse[] = [];
  for (const { setting, value } of values(system.configuration)) {
    for (const { spec, path, start, end } of spellings(value.text)) {
      const { at } = itemOf(value, start, end);
      if (at && !('why' in tableNameOf(spec))) res.push({ ...useOf(spec, path, at, system), at, setting });
    }
  }
  return res;
}

function useOf(spec: string, path: string, at: Place, { mention }: Exim): Omit<TableUse, 'at' | 'setting'> {
  const type = spec.replace(/^partial[^-]*-/, '').replace(/\*@?(?=,|$)|,.*$/g, '');
  const isText = type.endsWith('lsearch');
  const seen = mention(isText ? { path, format: lsearchTable, at } : { path, at });
  const file = 'file' in seen ? (typeof seen.file === 'string' ? seen.file : seen.file.file) : undefined;
  return {
    name: `${spec};${path}`,
    type,
    path,
    state: stateOf(seen, type),
    ask: `exim -be '\${lookup{KEY}${spec}{${path}}}'`,
    ...(file !== undefined && { file }),
    ...(seen.kind === 'file' && isText && { entries: (seen.file as TableFile).rows.count }),
  };
}

function stateOf(seen: Seen, type: string): TableState {
  switch (seen.kind) {
    case 'file':
    case 'present':
      return 'ready';
    case 'directory':
      return type === 'dsearch' ? 'ready' : 'directory';
    case 'absent':
      return seen.expected === undefined ? 'external' : 'absent';
    case 'unreadable':
      return 'unreadable';
    default:
      return 'external';
  }
}

/** `type;/path` in lists, and `${lookup{key}type{/path}}` in strings. A path that is made at run time is no path yet. */
function* spellings(
  text: string,
): Generator<{ readonly spec: string; readonly path: string; readonly start: number; readonly end: number }> {
  for (const match of text.matchAll(/([a-z][\w-]*\*?@?(?:,[\w=,]+)?)\s*(?:;\s*(\/[^\s:;${}]+)|\{\s*(\/[^\s{}$]+)\s*\})/g)) {
    const path = match[2] ?? match[3]!;
    yield { spec: match[1]!, path, start: match.index, end: match.index + match[0].length };
  }
}

function* values({
  main,
  lists,
  acls,
  routers,
  transports,
}: Configuration): Generator<{ readonly setting: string; readonly value: Sourced }> {
  for (const { name, value } of [...main, ...lists]) yield { setting: name.text, value };
  for (const { statements } of acls)
    for (const { conditions } of statements) for (const { name, value } of conditions) yield { setting: name.text, value };
  for (const { settings } of [...routers, ...transports]) for (const { name, value } of settings) yield { setting: name.text, value };
}
