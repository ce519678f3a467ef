import { embedded, joined, type Sourced, sliced } from '../../../core/sourced.ts';
import type { Place } from '../../../core/text.ts';

/** `NAME = text`: wherever the name stands in a later line, the text replaces it, within words too. */
export interface Macro {
  readonly name: string;
  readonly value: Sourced;
  /** The line that defines it; absent for one that the server brings along, such as _HAVE_TLS. */
  readonly at?: Place;
}

/** A place where a macro was replaced: the name as it stands in a file, if it stands in one. */
export interface MacroUse {
  readonly macro: Macro;
  readonly at: Place | undefined;
}

/** The macros defined so far, in the order of their definition; reading a configuration adds to them. */
export interface Macros {
  readonly own: Map<string, Macro>;
  readonly builtIn: readonly Macro[];
}

/** Macros that hold each other twice would fill the memory. */
const MOST_PARTS = 5000;
const MOST_LETTERS = 200_000;

const CAN_BEGIN = /[A-Z]|_(?=[A-Z])/g;
const DEFINITION = /^[A-Z][A-Za-z0-9_]*[ \t\r\v\f]*=/;

/** A line with its macros replaced, or one that would grow beyond all bounds. */
export type Replaced = { readonly kind: 'line'; readonly line: Sourced; readonly used: readonly MacroUse[] } | { readonly kind: 'endless' };

/**
 * Replaces macros in one physical line, each macro once over the whole line in the order of their definition, so that the
 * text of an earlier one may hold the name of a later one. The name that a definition defines is left alone.
 * Source: macros_expand() of readconf.c, Exim 4.96.
 */
export function replaceMacros(line: Sourced, macros: Macros, beginsLogicalLine: boolean): Replaced {
  const definition = beginsLogicalLine ? DEFINITION.exec(line.text)?.[0].length : undefined;
  const from = nextCandidate(line.text, definition === undefined ? 0 : definition - 1);
  const used: MacroUse[] = [];
  if (from === undefined) return { kind: 'line', line, used };
  let res = line;
  let letters = lettersIn(line.text, from);
  // Built-in names are looked for only where the first word that may be a macro begins with an underscore.
  const all = line.text[from] === '_' ? [...macros.builtIn, ...macros.own.values()] : macros.own.values();
  for (const macro of all) {
    if ((letters & letter(macro.name.charCodeAt(0))) === 0) continue;
    const next = replaced(res, macro, from, used);
    if (!next) return { kind: 'endless' };
    if (next === res) continue;
    res = next;
    letters = lettersIn(res.text, from);
  }
  return { kind: 'line', line: res, used };
}

/** The same line where the macro is not in it; undefined where it would grow beyond all bounds. */
function replaced(line: Sourced, macro: Macro, from: number, used: MacroUse[]): Sourced | undefined {
  let at = line.text.indexOf(macro.name, from);
  if (at < 0) return line;
  const parts: Sourced[] = [];
  let done = 0;
  let count = line.parts.length;
  let length = line.text.length;
  while (0 <= at) {
    count += macro.value.parts.length;
    length += macro.value.text.length;
    if (MOST_PARTS < count || MOST_LETTERS < length) return undefined;
    const end = at + macro.name.length;
    const token = sliced(line, at, end);
    const place = token.parts[0]?.top?.at;
    used.push({ macro, at: place });
    // In a line that stands in no file, its words are asked where they stand themselves.
    parts.push(sliced(line, done, at), place ? embedded(macro.value, macro.name, token) : macro.value);
    done = end;
    at = line.text.indexOf(macro.name, done);
  }
  parts.push(sliced(line, done, line.text.length));
  return joined(parts);
}

function nextCandidate(text: string, from: number): number | undefined {
  CAN_BEGIN.lastIndex = from;
  return CAN_BEGIN.exec(text)?.index;
}

/** The letters with which a macro in this text may begin, as bits: of many macros few are worth a search. */
function lettersIn(text: string, from: number): number {
  let res = 0;
  for (let i = from; i < text.length; i++) res |= letter(text.charCodeAt(i));
  return res;
}

/** A to Z, and the underscore; 0 for others. */
function letter(code: number): number {
  return 64 < code && code < 96 && code !== 91 && code !== 92 && code !== 93 && code !== 94 ? 1 << (code - 65) : 0;
}
