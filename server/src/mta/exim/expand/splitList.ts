import { joined, type Sourced, sliced, slicer } from '../../../core/sourced.ts';
import type { Span } from '../../../formats/logicalLines.ts';

/** The members of a list, and the letter between them. */
export interface SplitList {
  readonly separator: string;
  readonly items: readonly string[];
}

/**
 * Splits a list at colons, or at the letter that follows a leading `<`; a doubled separator is a letter of the item. Blanks
 * around an item are no part of it, and an empty last item does not count. Source: string_nextinlist() of string.c.
 */
export function splitList(text: string): SplitList {
  const { separator, items } = itemsOf(text);
  return { separator, items: items.map((it) => trimmedItem(it.map(({ start, end }) => text.slice(start, end)).join(''))) };
}

/** A list without dollars is the same one whenever it is asked. */
const known = new WeakMap<Sourced, readonly Sourced[]>();

/** The same with the places of the items. */
export function splitSourced(source: Sourced): readonly Sourced[] {
  const res = known.get(source) ?? splitAnew(source);
  known.set(source, res);
  return res;
}

function splitAnew(source: Sourced): readonly Sourced[] {
  const slice = slicer(source);
  return itemsOf(source.text).items.map((it) => {
    const whole = joined(it.map(({ start, end }) => slice(start, end)));
    return sliced(whole, 0, trimmedItem(whole.text).length);
  });
}

const BLANK = /[ \t\n\r\v\f]/;
const CONTROL = /[\0-\x1f\x7f]/;
const MAY_SEPARATE = /[!-/:-@[-`{-~\0-\x1f\x7f]/;

/** Each item as the stretches of the text that it is made of: a doubled separator lies between two of them. */
function itemsOf(text: string): { readonly separator: string; readonly items: readonly (readonly Span[])[] } {
  let at = afterBlanks(text, 0, '');
  const isChanged = text[at] === '<' && MAY_SEPARATE.test(text[at + 1] ?? '');
  const separator = isChanged ? text[at + 1]! : ':';
  if (isChanged) at += 2;
  const items: Span[][] = [];
  for (at = afterBlanks(text, at, separator); at < text.length; at = afterBlanks(text, at, separator)) {
    const pieces: Span[] = [];
    for (;;) {
      const end = text.indexOf(separator, at);
      const isDoubled = 0 <= end && text[end + 1] === separator && !CONTROL.test(separator);
      pieces.push({ start: at, end: end < 0 ? text.length : isDoubled ? end + 1 : end });
      at = end < 0 ? text.length : isDoubled ? end + 2 : end + 1;
      if (!isDoubled) break;
    }
    items.push(pieces);
  }
  return { separator, items };
}

function afterBlanks(text: string, start: number, separator: string): number {
  let i = start;
  while (i < text.length && BLANK.test(text[i]!) && text[i] !== separator) i++;
  return i;
}

/** A blank behind a backslash stays. */
function trimmedItem(item: string): string {
  let end = item.length;
  while (0 < end && BLANK.test(item[end - 1]!) && (end === 1 || item[end - 2] !== '\\')) end--;
  return item.slice(0, end);
}
