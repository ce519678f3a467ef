import { written } from '../../../core/sourced.ts';
import { dequote } from '../syntax/statement.ts';
import { choose, evaluate, evaluateAll } from './evaluate.ts';
import { error, type Frame, type Piece, piece, type Result, unknown } from './frame.ts';
import type { Branches, Node, Template } from './nodes.ts';
import { splitList } from './splitList.ts';

/** `${extract{3}{:}{text}…}` and `${extract{key}{key=value …}…}`. Source: EITEM_EXTRACT of expand.c. */
export function evaluateExtract(node: Node & { readonly kind: 'extract' }, frame: Frame): Result {
  if (node.json) return unknown('no file tells what JSON a variable holds');
  const first = evaluate(node.parts[0]!, frame);
  if (first.kind !== 'text') return first;
  const key = first.text.trim();
  if (key === '') return error('the first argument of extract is empty');
  const isNumber = /^-?\d*$/.test(key);
  const count = isNumber ? 3 : 2;
  const rest = node.parts.slice(count);
  if (node.parts.length < count || 2 < rest.length || (node.fail && rest.length !== 1))
    return error('extract has a wrong number of arguments');
  const args = evaluateAll(node.parts.slice(1, count), frame);
  if ('kind' in args) return args;
  const [second, third] = args as readonly [Piece, Piece | undefined];
  const found = third ? field(Number(key === '-' ? 0 : key), second.text, third) : keyed(key, second);
  return chosen(branchesOf(rest, node.fail), found, frame);
}

/** `${listextract{2}{list}…}`. Source: EITEM_LISTEXTRACT. */
export function evaluateListExtract(node: Node & { readonly kind: 'listextract' }, frame: Frame): Result {
  const args = evaluateAll([node.index, node.list], frame);
  if ('kind' in args) return args;
  const [index, list] = args as readonly [Piece, Piece];
  const text = index.text.trim();
  if (text === '') return error('the first argument of listextract is empty');
  if (!/^-?\d*$/.test(text)) return error('the first argument of listextract is no number');
  const number = Number(text === '-' ? 0 : text);
  const { items } = splitList(list.text);
  const found = number === 0 ? undefined : items[number < 0 ? items.length + number : number - 1];
  return chosen(node.branches, found === undefined ? undefined : piece(found, list.tainted), frame);
}

function branchesOf([yes, no]: readonly Template[], fails: boolean): Branches {
  const second = fails ? ('fail' as const) : no;
  return { ...(yes && { yes }), ...(second && { no: second }) };
}

function chosen(branches: Branches, found: Piece | undefined, frame: Frame): Result {
  const { value: _, ...without } = frame;
  return choose(branches, found !== undefined, { ...without, value: found }, frame, found ?? piece(''));
}

/** The field of a number; negative ones count from the end, 0 is all. Source: expand_gettokened(). */
function field(number: number, separators: string, text: Piece): Piece | undefined {
  if (number === 0) return text;
  const fields: string[] = [];
  let current = '';
  for (const char of text.text) {
    if (separators.includes(char)) {
      fields.push(current);
      current = '';
    } else current += char;
  }
  fields.push(current);
  const found = fields[number < 0 ? fields.length + number : number - 1];
  return found === undefined ? undefined : piece(found, text.tainted);
}

/** The value of a key among `key=value` words; letter case of the key does not count. Source: expand_getkeyed(). */
function keyed(key: string, source: Piece): Piece | undefined {
  const { text } = source;
  const whole = written(text, { file: '', start: 0, end: text.length });
  for (let i = blanks(text, 0); i < text.length; i = blanks(text, i)) {
    const name = /^[^=\s]*/.exec(text.slice(i))![0];
    i = blanks(text, i + name.length);
    if (text[i] === '=') i = blanks(text, i + 1);
    const { content, end } = dequote(whole, i);
    if (name.toLowerCase() === key.toLowerCase()) return piece(content.text, source.tainted);
    i = end === i && text[i] !== undefined && name === '' ? i + 1 : end;
  }
  return undefined;
}

function blanks(text: string, start: number): number {
  let i = start;
  while (i < text.length && /\s/.test(text[i]!)) i++;
  return i;
}
