import type { Lookup, Origin } from '../../core/fact.ts';
import type { Surroundings } from '../../core/mta.ts';
import type { Format } from '../../core/syntax.ts';
import type { Mention, Seen, TableState } from '../../core/system.ts';
import { aliases } from '../../formats/aliases.ts';
import { fold } from '../../formats/keyIndex.ts';
import { sourceBesideFiles } from '../../formats/nsswitch.ts';
import { passwd } from '../../formats/passwd.ts';
import { postmapTable, rightSide, type TableFile } from '../../formats/postmapTable.ts';
import { askCidr, askPatterns } from './patternLookup.ts';
import { type CidrFile, cidrTable } from './syntax/cidrTable.ts';
import { lookupCf } from './syntax/lookupCf.ts';
import { type PatternFile, pcreTable, regexpTable } from './syntax/patternTable.ts';
import { hasPlaceholder } from './syntax/template.ts';
import { braced, inlinePairs, type TableRef } from './tableRef.ts';
import { databaseParameters } from './vocabulary/databases.ts';
import { tableTypes } from './vocabulary/index.ts';

/**
 * How a key is asked: pattern tables are asked for whole addresses only, never for parts of one. A `name` is asked by a
 * list of domains, which does not fold the keys of texthash: and inline: tables.
 */
export type KeyKind = 'whole' | 'part' | 'name';

/** A table that can be asked, and what it is made of. */
export interface OpenTable {
  readonly ref: TableRef;
  readonly state: TableState;
  /** The source as it was read; absent for what is no file or could not be read. */
  readonly file: TableFile | undefined;
  readonly seen: Seen | undefined;
  lookup(key: string, kind: KeyKind): Lookup;
}

/** What tables of one system have in common. */
export interface TableWorld {
  readonly surroundings: Surroundings;
  /** Called for every file that a table needs; the workspace reads what is not seen yet. */
  mention(mention: Mention): Seen;
  /** Names of tables that are read as alias files. */
  isAliasTable(path: string): boolean;
  /** True where the compiled form of any table of this system lies in the workspace. */
  someCompiled(): boolean;
}

export const MISS: Lookup = { kind: 'miss' };

/** Opens a table as Postfix would. What Postfix fetches from elsewhere is unreadable, with the command that would tell. */
export function openTable(ref: TableRef, world: TableWorld): OpenTable {
  const type = tableTypes.get(ref.type);
  const plain = (state: TableState, lookup: OpenTable['lookup']): OpenTable => ({ ref, state, file: undefined, seen: undefined, lookup });
  if (hasPlaceholder(ref.spec)) return plain('external', unreadable(ref, `${ref.spec} is filled in later`));
  if (!type) return plain('unknown-type', () => ({ kind: 'broken', why: `Postfix knows no table type ${ref.type}` }));
  switch (ref.type) {
    case 'static':
      return plain('ready', () => hit(/^\{[\s\S]*\}$/.test(ref.name) ? ref.name.slice(1, -1).trim() : ref.name, ref));
    case 'fail':
      return plain('ready', () => ({ kind: 'broken', why: `${ref.spec} always fails` }));
    case 'inline':
      return plain('ready', inlineLookup(ref));
    case 'randmap':
      return plain('ready', randomLookup(ref));
    case 'unionmap':
    case 'pipemap':
      if (ref.members.length === 0 || ref.members.length < braced(ref.name).length) return plain('ready', malformed(ref));
  }
  switch (ref.type) {
    case 'unionmap':
      return plain(
        'ready',
        unionLookup(
          ref.members.map((it) => openTable(it, world)),
          ref,
        ),
      );
    case 'pipemap':
      return plain('ready', pipeLookup(ref.members.map((it) => openTable(it, world))));
    case 'unix':
      return ref.name === 'passwd.byname' ? passwdTable(ref, world) : plain('external', unreadable(ref, 'it is a list of the system'));
    case 'internal':
      return plain('ready', () => MISS);
    case 'environ':
      return plain('external', unreadable(ref, 'the environment of the server is in no file'));
  }
  switch (type.kind) {
    case 'pattern':
      return patternTable(ref, world);
    case 'text':
      return fileTable(ref, world, []);
    case 'indexed':
      return fileTable(ref, world, type.suffixes);
    default:
      // Debian's built-in alias_maps end with nis:mail.aliases, which logs a warning where there is no NIS and then counts as empty.
      if (ref.type === 'nis' && ref.item.origin.kind === 'default') return plain('external', () => MISS);
      return databaseParameters.has(ref.type) && pathOf(ref) !== undefined
        ? databaseTable(ref, world)
        : plain('external', unreadable(ref, `a ${ref.type} table lives outside the files`));
  }
}

/** The path that a table reads, without the suffix of its compiled form. */
export function pathOf(ref: TableRef): string | undefined {
  return ref.name.startsWith('/') ? ref.name : undefined;
}

/** `postmap -q KEY TABLE`, or the same for a table of aliases. */
export function askCommand(ref: TableRef, key = 'KEY'): string {
  return `postmap -q ${shellWord(key)} ${shellWord(ref.spec)}`;
}

export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function hit(value: string, ref: TableRef): Lookup {
  return { kind: 'hit', value, origin: originOf(ref) };
}

/** A table without a file: the word in main.cf is to blame. */
function originOf(ref: TableRef): Origin {
  return ref.item.at ? { kind: 'written', at: ref.item.at } : ref.item.origin;
}

function unreadable(ref: TableRef, why: string): OpenTable['lookup'] {
  return (key) => ({ kind: 'unreadable', why, ask: askCommand(ref, key) });
}

function malformed(ref: TableRef): OpenTable['lookup'] {
  return () => ({ kind: 'broken', why: `Postfix cannot read ${ref.spec}, so it cannot open the table` });
}

function inlineLookup(ref: TableRef): OpenTable['lookup'] {
  // Of two equal keys the last one wins here; in every indexed table it is the first.
  const pairs = inlinePairs(ref.name);
  if (pairs.length === 0 || pairs.length < braced(ref.name).length) return malformed(ref);
  const folded = new Map(pairs.map((it) => [fold(it.key), it.value]));
  const exact = new Map(pairs.map((it) => [it.key, it.value]));
  return (key, kind) => {
    const value = kind === 'name' ? exact.get(key) : folded.get(fold(key));
    return value === undefined ? MISS : hit(value, ref);
  };
}

/** Every key is there; with which value is a matter of chance. */
function randomLookup(ref: TableRef): OpenTable['lookup'] {
  const values = braced(ref.name);
  const first = values[0];
  if (first === undefined) return malformed(ref);
  const isSure = values.every((it) => it === first);
  const why = `${ref.spec} takes one of its values at random`;
  return (key) => ({ kind: 'hit', value: first, origin: isSure ? originOf(ref) : { kind: 'unknown', why, ask: askCommand(ref, key) } });
}

function unionLookup(members: readonly OpenTable[], ref: TableRef): OpenTable['lookup'] {
  return (key, kind) => {
    const all = members.map((it) => it.lookup(key, kind));
    const trouble = all.find((it) => it.kind === 'broken') ?? all.find((it) => it.kind === 'unreadable');
    if (trouble) return trouble;
    const hits = all.filter((it) => it.kind === 'hit');
    const unsure = hits.find((it) => it.origin.kind === 'unknown');
    const origin = unsure?.origin ?? hits[0]?.origin ?? originOf(ref);
    return hits.length === 0 ? MISS : { kind: 'hit', value: hits.map((it) => it.value).join(','), origin };
  };
}

function pipeLookup(members: readonly OpenTable[]): OpenTable['lookup'] {
  return (key, kind) => {
    let res: Lookup = MISS;
    let question = key;
    for (const member of members) {
      res = member.lookup(question, kind);
      if (res.kind !== 'hit') return res;
      if (res.origin.kind === 'unknown' && member !== members.at(-1))
        return { kind: 'unreadable', why: res.origin.why, ask: res.origin.ask ?? askCommand(member.ref, question) };
      question = res.value;
    }
    return res;
  };
}

/** Asked in lower case, and the names of the system are not folded: a user Dave is found by no spelling. */
function passwdTable(ref: TableRef, world: TableWorld): OpenTable {
  const seen = world.mention({ path: '/etc/passwd', format: passwd });
  const file = seen.kind === 'file' ? (seen.file as TableFile) : undefined;
  const elsewhere = sourceBesideFiles('passwd', (it) => world.mention(it));
  const told = world.surroundings.localUsers;
  if (!file && !told)
    return { ref, state: 'external', file, seen, lookup: unreadable(ref, 'the users of this system are not in the files') };
  return {
    ref,
    state: 'ready',
    file,
    seen,
    lookup(key, kind) {
      const name = key.toLowerCase();
      const row = file ? rowOfUser(file, name) : -1;
      if (file && 0 <= row)
        return { kind: 'hit', value: `${name}:${file.rows.rawValue(row)}`, origin: { kind: 'written', at: file.rows.keyAt(row) } };
      if (told?.has(name)) return { kind: 'hit', value: name, origin: { kind: 'default', setting: 'postmaster.localUsers' } };
      return elsewhere === undefined || told ? MISS : unreadable(ref, `users of this system come from ${elsewhere} too`)(key, kind);
    },
  };
}

/** The row of exactly this name: two names may differ in letter case only. */
export function rowOfUser(file: TableFile, name: string): number {
  const row = file.rows.find(name);
  if (row < 0 || file.rows.key(row) === name) return row;
  for (let i = 0; i < file.rows.count; i++) if (file.rows.key(i) === name) return i;
  return -1;
}

/** Only the question is in a file, and often that file is kept apart because of its password: nothing is known of the answers. */
function databaseTable(ref: TableRef, world: TableWorld): OpenTable {
  const { state, seen } = contentOf(ref, lookupCf, world);
  const lookup = unreadable(ref, `a ${ref.type} table lives outside the files`);
  return { ref, state: state === 'absent' ? 'absent' : 'external', file: undefined, seen, lookup };
}

function patternTable(ref: TableRef, world: TableWorld): OpenTable {
  const format = ref.type === 'cidr' ? cidrTable : ref.type === 'pcre' ? pcreTable : regexpTable;
  const source = contentOf(ref, format, world);
  if (!source.parsed) return { ref, state: source.state, file: undefined, seen: source.seen, lookup: source.lookup(ref) };
  const { parsed } = source;
  const isInline = ref.name.startsWith('{');
  return {
    ref,
    state: 'ready',
    file: undefined,
    seen: source.seen,
    lookup(key, kind) {
      if (kind === 'part') return MISS;
      const res =
        ref.type === 'cidr' ? askCidr(parsed as CidrFile, key) : askPatterns(parsed as PatternFile, fold(key), askCommand(ref, key));
      return res.kind === 'hit' && isInline ? { ...res, origin: originOf(ref) } : res;
    },
  };
}

function fileTable(ref: TableRef, world: TableWorld, suffixes: readonly string[]): OpenTable {
  const path = pathOf(ref);
  // A texthash: table is read as postmap would read it, also where it holds aliases.
  const isAliases = ref.type !== 'texthash' && path !== undefined && world.isAliasTable(path);
  const source = contentOf(ref, isAliases ? aliases : postmapTable, world);
  const compiled =
    path === undefined ? [] : suffixes.map((it) => world.mention({ path: path + it, ...(ref.item.at && { at: ref.item.at }) }));
  const built = compiled.find((it) => it.kind === 'present');
  if (!source.parsed) {
    if (built)
      return {
        ref,
        state: 'unreadable',
        file: undefined,
        seen: source.seen,
        lookup: unreadable(ref, `only the compiled form of ${ref.name} is here`),
      };
    return { ref, state: source.state, file: undefined, seen: source.seen, lookup: source.lookup(ref) };
  }
  const file = source.parsed as TableFile;
  const common = { ref, file, seen: source.seen };
  const twice = ref.type === 'texthash' ? duplicateIn(file) : undefined;
  if (twice !== undefined)
    return {
      ...common,
      state: 'ready',
      lookup: () => ({ kind: 'broken', why: `${twice} is twice in ${ref.name}, so no program of Postfix opens ${ref.spec}` }),
    };
  if (ref.type === 'texthash')
    return { ...common, state: 'ready', lookup: (key, kind) => (kind === 'name' ? exactLookup(file, key) : rowLookup(file, key)) };
  if (!built) {
    if (!world.someCompiled()) return { ...common, state: 'assumed-built', lookup: (key) => rowLookup(file, key) };
    return {
      ...common,
      state: 'not-built',
      lookup: () => ({ kind: 'broken', why: `${ref.name} was never compiled, so Postfix cannot open ${ref.spec}` }),
    };
  }
  const isOld = source.seen?.kind === 'file' && built.modified < source.seen.modified;
  if (isOld)
    return { ...common, state: 'older-than-source', lookup: unreadable(ref, `the compiled form of ${ref.name} is older than its text`) };
  return { ...common, state: 'ready', lookup: (key) => rowLookup(file, key) };
}

function rowLookup(file: TableFile, key: string): Lookup {
  const row = file.rows.find(key);
  return row < 0 ? MISS : entryOf(file, row);
}

function exactLookup(file: TableFile, key: string): Lookup {
  const row = file.rows.find(key);
  return 0 <= row && file.rows.key(row) === key ? entryOf(file, row) : MISS;
}

function entryOf({ rows }: TableFile, row: number): Lookup {
  return { kind: 'hit', value: rightSide(rows, row), origin: { kind: 'written', at: rows.at(row) } };
}

/** The first key that stands in a file twice: postmap takes the first entry then, but a texthash: table is not opened at all. */
function duplicateIn({ rows }: TableFile): string | undefined {
  const row = rows.repeated[0];
  return row === undefined ? undefined : rows.key(row);
}

interface Content {
  readonly state: TableState;
  readonly seen: Seen | undefined;
  readonly parsed?: TableFile | PatternFile | CidrFile;
  lookup(ref: TableRef): OpenTable['lookup'];
}

/** `{a {b}}`, but not `{a}{b}`. */
function isOneBraced(word: string): boolean {
  let depth = 0;
  return (
    word.startsWith('{') && [...word].every((char, i) => (depth += char === '{' ? 1 : char === '}' ? -1 : 0) !== 0 || i === word.length - 1)
  );
}

/** The text of a table, from its file or, for `pcre:{ {/a/ b} }`, from between the braces. */
function contentOf(ref: TableRef, format: Format, world: TableWorld): Content {
  const path = pathOf(ref);
  if (path === undefined) {
    if (!ref.name.startsWith('{'))
      return { state: 'absent', seen: undefined, lookup: () => () => ({ kind: 'broken', why: `${ref.spec} names no file` }) };
    const rules = braced(ref.name);
    if (rules.length === 0 || !rules.every(isOneBraced)) return { state: 'ready', seen: undefined, lookup: malformed };
    const lines = rules.map((it) => it.slice(1, -1).trim());
    const parsed = format.parse(ref.item.at?.file ?? '', lines.join('\n')) as TableFile | PatternFile | CidrFile;
    return { state: 'ready', seen: undefined, parsed, lookup: () => () => MISS };
  }
  const seen = world.mention({ path, format, ...(ref.item.at && { at: ref.item.at }) });
  switch (seen.kind) {
    case 'file':
      return { state: 'ready', seen, parsed: seen.file as TableFile, lookup: () => () => MISS };
    case 'pending':
      return { state: 'unreadable', seen, lookup: (it) => unreadable(it, `${path} has not been read yet`) };
    case 'absent':
      if (seen.expected === undefined) return { state: 'absent', seen, lookup: (it) => unreadable(it, `${path} is not in this workspace`) };
      return { state: 'absent', seen, lookup: () => () => ({ kind: 'broken', why: `there is no file ${path}` }) };
    case 'directory':
      // postmap makes an empty table of a folder, and a pattern table that is one has no lines. Asked of Postfix 3.7.
      return {
        state: 'directory',
        seen,
        lookup: (it) => () => (it.type === 'texthash' ? { kind: 'broken', why: `${path} is a folder` } : MISS),
      };
    case 'unreadable':
      return { state: 'unreadable', seen, lookup: (it) => unreadable(it, `${path} cannot be read: ${seen.why}`) };
    case 'present':
      return { state: 'unreadable', seen, lookup: (it) => unreadable(it, `${path} has not been read`) };
  }
}
