import { type Item, itemOf, joined, madeBy, type Sourced, sliced, written } from '../../../core/sourced.ts';
import type { Place } from '../../../core/text.ts';
import { isBlank } from '../../../formats/logicalLines.ts';
import type { Option } from '../vocabulary/options.ts';
import type { ConfLine } from './reader.ts';
import { isSwitch, shortened, valueFlaw } from './values.ts';

/** One option that is set: `name = value`, `name`, `no_name`. */
export interface Setting {
  /** Without `no_` and `not_`. */
  readonly name: Item;
  /** Dequoted. Empty for a boolean that stands alone. */
  readonly value: Sourced;
  readonly hasValue: boolean;
  readonly negated: boolean;
  readonly hidden: boolean;
  readonly at: Place;
}

/** A statement that could not be read, and why the server does not run with it. */
export interface Flaw {
  readonly kind: 'flaw';
  readonly message: string;
  readonly at: Place;
}

/** The option that a line sets; `known` has those that may stand here. Source: readconf_handle_option() of readconf.c. */
export function settingOf({ source, at }: ConfLine, known: (name: string) => Option | undefined): Setting | Flaw {
  const head = /^(hide[ \t\n\v\f\r]+)?([A-Za-z][A-Za-z0-9_]*)[ \t\n\v\f\r]*/.exec(source.text);
  if (!head) return flaw(at, `an option is expected here and not "${shortened(source.text)}", so Exim does not run`);
  const [whole, hide, word] = head as unknown as [string, string | undefined, string];
  const start = hide?.length ?? 0;
  const prefix = /^(no_|not_)/.exec(word)?.[0].length ?? 0;
  const name = itemOf(source, start + prefix, start + word.length);
  const common = { name, negated: 0 < prefix, hidden: hide !== undefined, at };
  const option = known(name.text);
  const rest = source.text.slice(whole.length);
  if (option && !isSwitch(option)) {
    if (0 < prefix) return flaw(at, `${name.text} is no switch that "${word.slice(0, prefix)}" could turn off, so Exim does not run`);
    if (rest === '') return flaw(at, `no value stands behind ${name.text}, so Exim does not run`);
  } else if (rest === '') return { ...common, value: sliced(source, whole.length, whole.length), hasValue: false };
  else if (option && 0 < prefix) return flaw(at, `nothing can stand behind ${word}, so Exim does not run`);
  if (!rest.startsWith('=')) return flaw(at, `no = behind ${word}, so Exim does not run`);
  const raw = sliced(source, afterBlanks(source.text, whole.length + 1), source.text.length);
  const isText = !option || option.type === 'text' || option.type === 'rewriting' || (option.isExpanded && raw.text.includes('$'));
  const value = isText ? valueOf(raw, word, at) : raw;
  if ('kind' in value) return value;
  const wrong = option && !(option.isExpanded && isText) ? valueFlaw(option, value.text) : undefined;
  if (wrong !== undefined) return flaw(at, `${wrong}, which ${word} takes, so Exim does not run`);
  return { ...common, value, hasValue: true };
}

/** What stands behind the equals sign: the rest of the line, or the content of double quotes with its escapes undone. */
export function valueOf(source: Sourced, name: string, at: Place): Sourced | Flaw {
  const value = sliced(source, afterBlanks(source.text, 0), source.text.length);
  if (!value.text.startsWith('"')) return value;
  const { content, end, closed } = dequote(value, 0);
  if (!closed) return flaw(at, `the quotes of ${name} do not end, so Exim does not run`);
  if (end < value.text.length)
    return flaw(at, `"${shortened(value.text.slice(end).trim())}" stands behind the quotes of ${name}, so Exim does not run`);
  return content;
}

/** A word that ends at a blank, or the content of double quotes; `end` is the offset behind it. Source: string_dequote() of string.c. */
export function dequote(source: Sourced, start: number): { readonly content: Sourced; readonly end: number; readonly closed: boolean } {
  const { text } = source;
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && !isBlank(text.charCodeAt(end))) end++;
    return { content: sliced(source, start, end), end, closed: true };
  }
  const parts: Sourced[] = [];
  let i = start + 1;
  let literal = i;
  while (i < text.length && text[i] !== '"') {
    if (text[i] !== '\\') {
      i++;
      continue;
    }
    const escape = /^\\(?:[0-7]{1,3}|x[0-9a-fA-F]{0,2}|[\s\S])?/.exec(text.slice(i, i + 4))![0];
    const token = sliced(source, i, i + escape.length);
    parts.push(sliced(source, literal, i), madeBy(token, unescaped(escape)));
    i += escape.length;
    literal = i;
  }
  parts.push(sliced(source, literal, i));
  const closed = text[i] === '"';
  return { content: joined(parts.filter((it) => it.text !== '')), end: closed ? i + 1 : i, closed };
}

/** The content of a text in double quotes. */
export function dequoted(text: string): string {
  const at = { file: '', start: 0, end: text.length };
  return dequote(written(text, at), 0).content.text;
}

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** What a backslash and what follows it stand for. Source: string_interpret_escape() of string.c. */
export function unescaped(escape: string): string {
  const body = escape.slice(1);
  if (body === '') return '\\';
  if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8) & 255);
  if (/^x/.test(body)) return String.fromCharCode(Number.parseInt(`0${body.slice(1)}`, 16));
  return LETTERS[body] ?? body;
}

/** The offset of the first letter that is no blank. */
export function afterBlanks(text: string, start: number): number {
  let i = start;
  while (i < text.length && isBlank(text.charCodeAt(i))) i++;
  return i;
}

export function flaw(at: Place, message: string): Flaw {
  return { kind: 'flaw', message, at };
}
