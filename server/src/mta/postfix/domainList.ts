import type { Origin } from '../../core/fact.ts';
import type { Item } from '../../core/sourced.ts';
import type { ParsedFile } from '../../core/syntax.ts';
import type { Place } from '../../core/text.ts';
import { nameList } from '../../formats/nameList.ts';
import { itemsOf } from './items.ts';
import type { Parameters } from './parameters.ts';
import { hasPlaceholder } from './syntax/template.ts';
import { tableRefOf } from './tableRef.ts';
import { type OpenTable, openTable, type TableWorld } from './tables.ts';

/** A list of domain patterns such as mydestination: names, `!name`, files of names, and tables. */
export interface DomainList {
  readonly parameter: string;
  readonly elements: readonly Element[];
  /** Where each name stands first, and what is no name: a list may hold a name for every customer. */
  readonly index: ListIndex;
  /** Set where the value cannot be expanded; no Postfix program runs then. */
  readonly fatal?: string;
}

interface ListIndex {
  readonly names: ReadonlyMap<string, number>;
  /** The offsets of tables, of what is not known and of what is broken. */
  readonly others: readonly number[];
}

export type Element =
  | { readonly kind: 'name'; readonly text: string; readonly negated: boolean; readonly at: Place | undefined; readonly origin: Origin }
  | { readonly kind: 'table'; readonly table: OpenTable; readonly negated: boolean; readonly at: Place | undefined }
  /** A word of a template, or a file that cannot be read: what it holds is not known. */
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly at: Place | undefined }
  /** A file that is not there: every name that stands behind it fails for the time being. */
  | { readonly kind: 'broken'; readonly why: string; readonly at: Place | undefined };

export type Membership =
  | { readonly kind: 'in'; readonly at: Place | undefined; readonly origin: Origin }
  | { readonly kind: 'out' }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string }
  | { readonly kind: 'broken'; readonly why: string };

const MOST_NESTED = 10;

export function domainListOf(parameter: string, parameters: Parameters, world: TableWorld): DomainList {
  const value = parameters.value(parameter);
  if (value?.kind === 'fatal') return { ...listOf(parameter, []), fatal: value.why };
  const items = value ? itemsOf(value.value) : [];
  const elements = elementsOf(items, world, 0);
  if (value || !parameters.fact(parameter)) return listOf(parameter, elements);
  return listOf(parameter, [{ kind: 'unknown', why: `${parameter} depends on the machine`, ask: `postconf ${parameter}`, at: undefined }]);
}

function listOf(parameter: string, elements: readonly Element[]): DomainList {
  const names = new Map<string, number>();
  const others: number[] = [];
  elements.forEach((it, i) => {
    if (it.kind !== 'name') others.push(i);
    else if (!names.has(it.text)) names.set(it.text, i);
  });
  return { parameter, elements, index: { names, others } };
}

function elementsOf(items: readonly Item[], world: TableWorld, depth: number): Element[] {
  const res: Element[] = [];
  for (const item of items) {
    // "comment at end of line is not supported": the rest of the list is lost.
    if (item.text.startsWith('#')) break;
    const negated = /^!+/.exec(item.text)?.[0].length ?? 0;
    res.push(...elementsOfWord({ ...item, text: item.text.slice(negated) }, negated % 2 === 1, world, depth));
  }
  return res;
}

function elementsOfWord(item: Item, negated: boolean, world: TableWorld, depth: number): Element[] {
  const { at, origin, text } = item;
  if (hasPlaceholder(text)) return [{ kind: 'unknown', why: `${text} is filled in later`, ask: 'postconf', at }];
  if (text.startsWith('/')) return fileElements(item, negated, world, depth);
  const ref = /^\[/.test(text) ? undefined : tableRefOf(item);
  if (ref) return [{ kind: 'table', table: openTable(ref, world), negated, at }];
  return [{ kind: 'name', text: text.toLowerCase(), negated, at, origin }];
}

function fileElements({ text: path, at, via }: Item, negated: boolean, world: TableWorld, depth: number): Element[] {
  const seen = world.mention({ path, format: nameList, ...(at && { at }) });
  if (seen.kind === 'absent' && seen.expected !== undefined) return [{ kind: 'broken', why: `there is no file ${path}`, at }];
  if (seen.kind === 'directory') return [{ kind: 'broken', why: `${path} is a folder`, at }];
  if (seen.kind !== 'file' || MOST_NESTED <= depth) {
    return [{ kind: 'unknown', why: `${path} is not in this workspace`, ask: `cat ${path}`, at }];
  }
  const items = namesIn(seen.file).map((it): Item => ({ ...it, via: [...via, path] }));
  const elements = elementsOf(items, world, depth + 1);
  return negated ? elements.map((it) => ('negated' in it ? { ...it, negated: !it.negated } : it)) : elements;
}

function namesIn(file: ParsedFile): Omit<Item, 'via'>[] {
  return file.entries.map(({ name }) => ({ text: name.text, at: name.at, origin: { kind: 'written', at: name.at } }));
}

/** Whether the list holds a name, the first pattern that fits deciding. With `parents` a name stands for its subdomains too. */
export function membership(list: DomainList, domain: string, parents: 'names' | 'dotted' | 'none'): Membership {
  const name = domain.toLowerCase();
  const { elements, index } = list;
  const named = [name, ...parentKeys(name, parents)].reduce((res, it) => Math.min(res, index.names.get(it) ?? res), elements.length);
  let unknown: Membership | undefined;
  for (const i of index.others) {
    if (named < i) break;
    const element = elements[i]!;
    if (element.kind === 'name') continue;
    if (element.kind === 'unknown') {
      // What is written behind it may still hold the name.
      unknown ??= { kind: 'unknown', why: element.why, ask: element.ask };
      continue;
    }
    if (element.kind === 'broken') return { kind: 'broken', why: element.why };
    const found = askTable(element.table, name, parents);
    if (found.kind === 'miss') continue;
    if (found.kind === 'unreadable') {
      unknown ??= { kind: 'unknown', why: found.why, ask: found.ask };
      continue;
    }
    if (found.kind === 'broken') return { kind: 'broken', why: found.why };
    return element.negated ? { kind: 'out' } : { kind: 'in', at: element.at, origin: found.origin };
  }
  const element = elements[named];
  if (element?.kind !== 'name') return unknown ?? { kind: 'out' };
  return element.negated ? { kind: 'out' } : { kind: 'in', at: element.at, origin: element.origin };
}

function askTable(table: OpenTable, name: string, parents: 'names' | 'dotted' | 'none') {
  for (const key of [name, ...parentKeys(name, parents)]) {
    const found = table.lookup(key, 'name');
    if (found.kind !== 'miss') return found;
  }
  return { kind: 'miss' } as const;
}

/** The domains above a name, with or without the leading dot. */
export function parentKeys(name: string, parents: 'names' | 'dotted' | 'none'): string[] {
  if (parents === 'none' || name.startsWith('[')) return [];
  const labels = name.split('.');
  return labels.slice(1).map((_, i) => (parents === 'dotted' ? '.' : '') + labels.slice(i + 1).join('.'));
}
