import { type Item, itemOf, type Sourced, sliced } from '../../../../core/sourced.ts';
import { splitSourced } from '../../expand/splitList.ts';
import type { Driver, ListKind } from '../../syntax/blocks.ts';
import type { Exim } from '../../system.ts';
import { valuesOf } from './values.ts';

/** A `+name` in a list, and the kind of list that Exim looks for there. */
export interface ListReference {
  readonly kind: ListKind;
  readonly name: Item;
}

/** Words behind a plus that are no names of lists. */
const SPECIAL = /^\+(caseful|(include|ignore)_(unknown|defer))$/;

/** Where lists name other lists. What is expanded first is left alone, and so is what a macro brings. */
export function* listReferences(system: Exim): Generator<ListReference> {
  for (const { kind, value } of valuesOf(system)) if (kind) yield* namesIn(value, kind);
}

function* namesIn(list: Sourced, kind: ListKind): Generator<ListReference> {
  if (list.text.includes('$')) return;
  for (const item of splitSourced(list)) {
    const name = /^!?\s*(\+[\w.-]+)$/.exec(item.text);
    if (!name || SPECIAL.test(name[1]!)) continue;
    yield { kind, name: itemOf(sliced(item, item.text.length - name[1]!.length + 1, item.text.length), 0, name[1]!.length - 1) };
  }
}

/** Options of routers that name a transport or another router. */
export function* driverReferences({ settings }: Driver): Generator<{ readonly option: string; readonly name: Item }> {
  for (const { name: option, value, hasValue } of settings) {
    if (!hasValue || !DRIVERS.test(option.text) || !/^\w+$/.test(value.text.trim())) continue;
    const start = value.text.length - value.text.trimStart().length;
    yield { option: option.text, name: itemOf(value, start, value.text.trimEnd().length) };
  }
}

const DRIVERS = /^((pipe_|file_|directory_|reply_)?transport|pass_router|redirect_router)$/;
