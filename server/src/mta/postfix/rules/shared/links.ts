import type { Place } from '../../../../core/text.ts';
import { fold, type Stretches, stretchesOf } from '../../../../formats/keyIndex.ts';
import type { TableFile } from '../../../../formats/postmapTable.ts';
import { type AliasEntry, entryAt, tableFilesOf } from '../../redirections.ts';
import type { Postfix } from '../../system.ts';

/** No table has the one word that stands on the right side. */
export const NOWHERE = -1;
/** The right side is more than one plain word, so somebody has to read it. */
export const UNREAD = -2;

/** Where the entries of a list of tables lead, each entry by a number. Made without an object for an entry: there may be a million. */
export interface Links {
  readonly count: number;
  /** The number of the entry that this one leads to, NOWHERE or UNREAD. */
  next(id: number): number;
  /** Where its right side stands. */
  valueAt(id: number): Place;
  entry(id: number): AliasEntry;
  /** The entry that is found for a key; -1 where no table has it. */
  find(key: string): number;
}

const known = new WeakMap<Postfix, Map<string, Links>>();

/** A system never changes, and several rules follow the same entries. */
export function linksOf(system: Postfix, parameter: 'alias_maps' | 'virtual_alias_maps'): Links {
  let ofSystem = known.get(system);
  if (!ofSystem) known.set(system, (ofSystem = new Map()));
  let res = ofSystem.get(parameter);
  if (!res) ofSystem.set(parameter, (res = linked(tableFilesOf(system, parameter), parameter === 'alias_maps' ? isName : isAddress)));
  return res;
}

type IsPlain = (text: string, start: number, end: number) => boolean;

function linked(files: readonly TableFile[], isPlain: IsPlain): Links {
  const firstIds: number[] = [];
  let count = 0;
  for (const { rows } of files) {
    firstIds.push(count);
    count += rows.count;
  }
  const nexts = new Int32Array(count).fill(UNREAD);
  const findAll = files.length <= FEW ? inEachTable(files, firstIds) : inAllTables(files);
  for (const [i, file] of files.entries()) {
    const { plain, stretches } = plainValues(file, isPlain);
    const found = findAll(stretches);
    for (let n = 0; n < plain.length; n++) nexts[firstIds[i]! + plain[n]!] = found[n]!;
  }
  return {
    count,
    next: (id) => nexts[id]!,
    valueAt(id) {
      const i = fileOf(id);
      return files[i]!.rows.valueAt(id - firstIds[i]!);
    },
    entry(id) {
      const i = fileOf(id);
      return entryAt(files[i]!, id - firstIds[i]!);
    },
    find(key) {
      for (const [i, { rows }] of files.entries()) {
        const row = rows.find(key);
        if (0 <= row) return firstIds[i]! + row;
      }
      return NOWHERE;
    },
  };

  function fileOf(id: number): number {
    return firstIds.findLastIndex((it) => it <= id);
  }
}

type FindAll = (stretches: Stretches) => Int32Array;

/** So many tables are asked one after the other: they may be large ones. */
const FEW = 4;

function inEachTable(files: readonly TableFile[], firstIds: readonly number[]): FindAll {
  return (stretches) => {
    const res = new Int32Array(stretches.starts.length).fill(NOWHERE);
    for (const [i, { rows }] of files.entries()) {
      const found = rows.findAll(stretches);
      for (let n = 0; n < res.length; n++) if (res[n]! < 0 && 0 <= found[n]!) res[n] = firstIds[i]! + found[n]!;
    }
    return res;
  };
}

/** Of many small tables the keys are put together first. */
function inAllTables(files: readonly TableFile[]): FindAll {
  const ids = new Map<string, number>();
  let id = 0;
  for (const { rows } of files) {
    for (let row = 0; row < rows.count; row++, id++) {
      const key = fold(rows.key(row));
      if (!ids.has(key)) ids.set(key, id);
    }
  }
  return ({ text, starts, ends }) => starts.map((start, i) => ids.get(fold(text.slice(start, ends[i]))) ?? NOWHERE);
}

/** The rows whose right side is one plain word, and where it stands. */
function plainValues({ rows, text }: TableFile, isPlain: IsPlain): { readonly plain: Int32Array; readonly stretches: Stretches } {
  const plain = new Int32Array(rows.count);
  const starts = new Int32Array(rows.count);
  const ends = new Int32Array(rows.count);
  let count = 0;
  for (let row = 0; row < rows.count; row++) {
    const { start, end } = rows.valueAt(row);
    if (!isPlain(text, start, end)) continue;
    plain[count] = row;
    starts[count] = start;
    ends[count++] = end;
  }
  return { plain: plain.subarray(0, count), stretches: stretchesOf(text, starts.subarray(0, count), ends.subarray(0, count)) };
}

/** A bare name that is looked up as it stands. */
function isName(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isWordCode(text.charCodeAt(i))) return false;
  return true;
}

/** `user@example.com`, which is looked up as it stands: it is full already. */
function isAddress(text: string, start: number, end: number): boolean {
  let at = -1;
  let hasDot = false;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === AT && at < 0) at = i;
    else if (!isWordCode(code) || (0 <= at && code === PLUS)) return false;
    else if (code === DOT && 0 <= at) hasDot = true;
  }
  return start < at && hasDot && text.charCodeAt(at + 1) !== DOT && text.charCodeAt(end - 1) !== DOT;
}

const AT = 64;
const DOT = 46;
const PLUS = 43;

/** Letters, digits, and `+`, `-`, `.`, `_`. */
function isWordCode(code: number): boolean {
  return (
    (96 < code && code < 123) ||
    (47 < code && code < 58) ||
    (64 < code && code < 91) ||
    code === PLUS ||
    code === 45 ||
    code === DOT ||
    code === 95
  );
}
