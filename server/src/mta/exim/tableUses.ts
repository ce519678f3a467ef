import { itemOf, type Sourced, sliced } from '../../core/sourced.ts';
import type { Seen, TableState, TableUse } from '../../core/system.ts';
import type { Place } from '../../core/text.ts';
import type { TableFile } from '../../formats/postmapTable.ts';
import { splitSourced } from './expand/splitList.ts';
import { itemLines } from './lists/fileLines.ts';
import { lsearchTable } from './lookup/lsearch.ts';
import { tableNameOf } from './lookup/tableName.ts';
import { textFile } from './lookup/textFile.ts';
import type { ListKind } from './syntax/blocks.ts';
import type { Configuration } from './syntax/configuration.ts';
import type { Exim } from './system.ts';

/** Every table and every list in a file that an option, a list or an ACL names with a path that is written out, in the order of the files. */
export function tableUsesOf(system: Exim): TableUse[] {
  const res: TableUse[] = [];
  for (const { setting, value, list } of values(system.configuration)) {
    for (const { spec, path, start, pathStart, end } of spellings(value.text)) {
      const { at } = itemOf(value, start, end);
      const pathAt = itemOf(value, pathStart, pathStart + path.length).at;
      if (at && pathAt && !('why' in tableNameOf(spec))) res.push({ ...useOf(spec, path, pathAt, system), at, pathAt, setting });
    }
    for (const path of list ? pathsIn(value) : []) {
      const { at } = itemOf(path, 0, path.text.length);
      if (at) res.push({ ...listOf(path.text, at, list!, system), at, setting });
    }
  }
  return res;
}

type Named = Omit<TableUse, 'at' | 'setting'>;

function useOf(spec: string, path: string, at: Place, { mention }: Exim): Named {
  const type = spec.replace(/^partial[^-]*-/, '').replace(/\*@?(?=,|$)|,.*$/g, '');
  const isText = type.endsWith('lsearch');
  const seen = mention(isText ? { path, format: lsearchTable, at } : { path, at });
  return {
    name: `${spec};${path}`,
    type,
    path,
    state: stateOf(seen, type),
    ask: `exim -be '\${lookup{KEY}${spec}{${path}}}'`,
    ...fileOf(seen),
    ...(seen.kind === 'file' && isText && { entries: (seen.file as TableFile).rows.count }),
  };
}

/** A list that goes on in a file, an item on each line. */
function listOf(path: string, at: Place, kind: ListKind, { mention }: Exim): Named {
  const seen = mention({ path, format: textFile, at });
  return {
    name: path,
    type: 'file',
    path,
    state: stateOf(seen, 'file'),
    ask: `exim -be '\${if ${matchers[kind]}{KEY}{${path}}}'`,
    ...fileOf(seen),
    ...(seen.kind === 'file' && { entries: itemLines(seen.file.text, kind).length }),
  };
}

const matchers: Readonly<Record<ListKind, string>> = {
  domain: 'match_domain',
  host: 'match_ip',
  address: 'match_address',
  localpart: 'match_local_part',
};

function fileOf(seen: Seen): Pick<TableUse, 'file'> {
  if (seen.kind !== 'file' && seen.kind !== 'present') return {};
  return { file: typeof seen.file === 'string' ? seen.file : seen.file.file };
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

interface Spelling {
  readonly spec: string;
  readonly path: string;
  readonly start: number;
  readonly pathStart: number;
  readonly end: number;
}

/** `type;/path` in lists, and `${lookup{key}type{/path}}` in strings. A path that is made at run time is no path yet. */
function* spellings(text: string): Generator<Spelling> {
  for (const match of text.matchAll(/([a-z][\w-]*\*?@?(?:,[\w=,]+)?)\s*(?:;\s*(\/[^\s:;${}]+)|\{\s*(\/[^\s{}$]+)\s*\})/g)) {
    const path = match[2] ?? match[3]!;
    const start = match.index;
    yield { spec: match[1]!, path, start, pathStart: start + match[0].lastIndexOf(path), end: start + match[0].length };
  }
}

/** Items of a list that are paths of files. */
function pathsIn(list: Sourced): readonly Sourced[] {
  return splitSourced(list).flatMap((item) => {
    const path = /^!?\s*(\/[^\s${}]+)$/.exec(item.text)?.[1];
    return path === undefined ? [] : sliced(item, item.text.length - path.length, item.text.length);
  });
}

interface Value {
  readonly setting: string;
  readonly value: Sourced;
  /** Absent where it is no list. */
  readonly list?: ListKind;
}

function* values({ main, lists, acls, routers, transports }: Configuration): Generator<Value> {
  for (const { name, value } of main) yield named(name.text, value);
  for (const { name, value, kind } of lists) yield { setting: name.text, value, list: kind };
  for (const { statements } of acls)
    for (const { conditions } of statements) for (const { name, value } of conditions) yield named(name.text, value);
  for (const { settings } of [...routers, ...transports]) for (const { name, value } of settings) yield named(name.text, value);
}

function named(setting: string, value: Sourced): Value {
  const list = kinds.find(([pattern]) => pattern.test(setting))?.[1];
  return { setting, value, ...(list && { list }) };
}

/** Options and conditions that are lists, by their names. Source: the option lists of the Exim specification, 4.96. */
const kinds: readonly (readonly [RegExp, ListKind])[] = [
  [/(^|_)domains$/, 'domain'],
  [/(^|_)hosts$|^host_|_hosts_/, 'host'],
  [/(^|_)(senders|recipients)$/, 'address'],
  [/(^|_)local_parts$/, 'localpart'],
];
