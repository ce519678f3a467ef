import { compareNumbers } from './arithmetic.ts';
import { holds, orderOf } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { error, type Frame, type Piece, piece, type Result, unknown } from './frame.ts';
import type { Condition, Template } from './nodes.ts';
import { type SplitList, splitList } from './splitList.ts';

/** `${map{list}{expression}}` */
export function evaluateMap(list: Template, each: Template, frame: Frame): Result {
  const open = openList(list, frame);
  if ('kind' in open) return open;
  const made: string[] = [];
  let { tainted } = open;
  for (const item of open.items) {
    const res = evaluate(each, { ...frame, item: piece(item, open.tainted) });
    if (res.kind !== 'text') return res;
    made.push(res.text);
    tainted ||= res.tainted;
  }
  return piece(joinList(made, open.separator), tainted && 0 < made.length);
}

/** `${filter{list}{condition}}` */
export function evaluateFilter(list: Template, each: Condition, frame: Frame): Result {
  const open = openList(list, frame);
  if ('kind' in open) return open;
  const kept: string[] = [];
  for (const item of open.items) {
    const res = holds(each, { ...frame, item: piece(item, open.tainted) });
    if (res.kind !== 'answer') return res;
    if (res.frame.groups !== frame.groups || res.frame.value !== frame.value) frame.state.disturbed = true;
    if (res.holds) kept.push(item);
  }
  return piece(joinList(kept, open.separator), open.tainted && 0 < kept.length);
}

/** `${reduce{list}{first}{expression}}`: $value is what came out of the item before. */
export function evaluateReduce(list: Template, first: Template, each: Template, frame: Frame): Result {
  const open = openList(list, frame);
  if ('kind' in open) return open;
  let value = evaluate(first, frame);
  for (const item of open.items) {
    if (value.kind !== 'text') return value;
    value = evaluate(each, { ...frame, item: piece(item, open.tainted), value });
  }
  return value.kind === 'text' ? piece(value.text, value.tainted) : value;
}

/** `${sort{list}{order}{key}}`: each item goes before the first one that it belongs before. */
export function evaluateSort(list: Template, operator: string, each: Template, frame: Frame): Result {
  const open = openList(list, frame);
  if ('kind' in open) return open;
  if (open.items.some((it) => it === '' || it.includes(open.separator)))
    return unknown('only Exim can sort a list with empty items and doubled separators');
  const sorted: { readonly item: string; readonly key: string }[] = [];
  for (const item of open.items) {
    const res = evaluate(each, { ...frame, item: piece(item, open.tainted) });
    if (res.kind !== 'text') return res;
    if (res.text === '') return error('the key of an item to sort is empty');
    const key = res.text;
    let at = 0;
    for (; at < sorted.length; at++) {
      const before = isBefore(operator, key, sorted[at]!.key);
      if (typeof before !== 'boolean') return before;
      if (before) break;
    }
    sorted.splice(at, 0, { item, key });
  }
  return piece(sorted.map((it) => it.item).join(open.separator), open.tainted && 0 < sorted.length);
}

function openList(list: Template, frame: Frame): (SplitList & { readonly tainted: boolean }) | Exclude<Result, Piece> {
  const res = evaluate(list, frame);
  return res.kind === 'text' ? { ...splitList(res.text), tainted: res.tainted } : res;
}

function isBefore(operator: string, left: string, right: string): boolean | Exclude<Result, Piece> {
  const orEqual = /=|e/.test(operator);
  if (/^[<>]/.test(operator)) {
    const order = compareNumbers(left, right);
    if (typeof order !== 'number') return order;
    return operator.startsWith('<') ? order < 0 || (orEqual && order === 0) : 0 < order || (orEqual && order === 0);
  }
  const order = orderOf(left, right, operator.endsWith('i'));
  return operator.startsWith('l') ? order < 0 || (orEqual && order === 0) : 0 < order || (orEqual && order === 0);
}

/** As map and filter write a list: a blank before an item that is empty or begins with the separator, doubled separators. */
function joinList(items: readonly string[], separator: string): string {
  const written = items.map((it, i) => {
    const blank = 0 < i && (it === '' || it.startsWith(separator)) ? ' ' : '';
    return blank + it.replaceAll(separator, separator + separator);
  });
  return written.join(separator);
}
