import { type Cursor, fail, peek, skipBlanks, take, word } from './cursor.ts';
import type { FunctionName, Node, Template } from './nodes.ts';
import { operators, operatorsElsewhere } from './operatorNames.ts';
import { braced, branches, literalText, readTemplate } from './parse.ts';
import { readCondition } from './parseCondition.ts';

const functions: Readonly<Record<FunctionName, readonly [least: number, most: number]>> = {
  sg: [3, 3],
  tr: [3, 3],
  substr: [2, 3],
  hash: [2, 3],
  nhash: [2, 3],
  length: [2, 2],
  listquote: [2, 2],
  acl: [1, 10],
  readfile: [1, 2],
};

/** Items whose value no file tells. Their arguments are read so that their end is found. */
const opaque: ReadonlySet<string> = new Set([
  'authresults',
  'certextract',
  'dlfunc',
  'env',
  'hmac',
  'imapfolder',
  'perl',
  'prvs',
  'prvscheck',
  'readsocket',
  'run',
  'srs_encode',
]);

/** What `${name` begins, the cursor standing behind the name; undefined where it is no item and no operator. */
export function parseItem(cursor: Cursor, name: string, start: number): Node | undefined {
  const done = () => ({ start, end: cursor.at });
  if (name === 'if') {
    const condition = readCondition(cursor);
    const found = condition && branches(cursor, 'if');
    return found && { kind: 'if', condition, branches: found, ...done() };
  }
  if (name === 'lookup') return lookup(cursor, start);
  if (name === 'extract') return extract(cursor, start);
  if (name === 'listextract') {
    const index = braced(cursor, 'the number of listextract');
    if (index && !/^\s*-?\d*\s*$/.test(literalText(index) ?? '')) return fail(cursor, 'the first argument of listextract is no number');
    const list = index && braced(cursor, 'the list of listextract');
    if (!list) return undefined;
    const found = branches(cursor, name);
    return { kind: 'listextract', index, list, branches: found, ...done() };
  }
  if (name === 'map' || name === 'filter' || name === 'reduce' || name === 'sort') return listItem(cursor, name, start);
  if (Object.hasOwn(functions, name)) return functionItem(cursor, name as FunctionName, start);
  if (opaque.has(name)) return opaqueItem(cursor, name, start);
  if (peek(cursor) === ':') return operator(cursor, name, start);
  return undefined;
}

function lookup(cursor: Cursor, start: number): Node | undefined {
  skipBlanks(cursor);
  const key = peek(cursor) === '{' ? braced(cursor, 'the key of a lookup') : undefined;
  if (cursor.flaw) return undefined;
  skipBlanks(cursor);
  if (!/[A-Za-z]/.test(peek(cursor))) return fail(cursor, 'the type of a lookup is missing');
  const type = word(cursor, /[^{\s]/);
  const query = braced(cursor, 'the file or the query of a lookup');
  if (!query) return undefined;
  const found = branches(cursor, 'lookup');
  return { kind: 'lookup', key, type, query, branches: found, start, end: cursor.at };
}

function extract(cursor: Cursor, start: number): Node | undefined {
  skipBlanks(cursor);
  const json = cursor.text.startsWith('json', cursor.at);
  if (json) cursor.at += cursor.text.startsWith('jsons', cursor.at) ? 5 : 4;
  const parts: Template[] = [];
  for (skipBlanks(cursor); peek(cursor) === '{' && parts.length < 5; skipBlanks(cursor)) {
    const part = braced(cursor, 'an argument of extract');
    if (!part) return undefined;
    parts.push(part);
  }
  const rest = /^fail(?=[} \t]|$)/.exec(cursor.text.slice(cursor.at, cursor.at + 5));
  if (rest) cursor.at += 4;
  if (!take(cursor, '}')) return fail(cursor, 'a } is missing behind extract');
  if (parts.length < 2) return fail(cursor, 'extract has too few arguments');
  return { kind: 'extract', json, parts, fail: rest !== null, start, end: cursor.at };
}

function listItem(cursor: Cursor, name: 'map' | 'filter' | 'reduce' | 'sort', start: number): Node | undefined {
  const list = braced(cursor, `the list of ${name}`);
  if (!list) return undefined;
  const second =
    name === 'reduce' ? braced(cursor, 'the first value of reduce') : name === 'sort' ? braced(cursor, 'the order of sort', false) : list;
  if (!second) return undefined;
  if (!take(cursor, '{')) return fail(cursor, `a { is missing before the last argument of ${name}`);
  const before = cursor.reduces;
  const condition = name === 'filter' ? readCondition(cursor) : undefined;
  const each = name === 'filter' ? list : readTemplate(cursor, { isBraced: true, dollars: true });
  if (cursor.flaw) return undefined;
  if (!take(cursor, '}')) return fail(cursor, `a } is missing behind the last argument of ${name}`);
  if (!take(cursor, '}')) return fail(cursor, `a } is missing at the end of ${name}`);
  if (before < cursor.reduces) cursor.leaks = true;
  if (name === 'reduce') cursor.reduces++;
  const common = { list, start, end: cursor.at };
  switch (name) {
    case 'map':
      return { kind: 'map', each, ...common };
    case 'filter':
      return condition && { kind: 'filter', each: condition, ...common };
    case 'reduce':
      return { kind: 'reduce', first: second, each, ...common };
    case 'sort': {
      const order = second.nodes.map((it) => (it.kind === 'literal' ? it.text : '')).join('');
      if (!/^(<=?|>=?|[lg][te]i?)$/.test(order)) return fail(cursor, `sort cannot compare by "${order}"`);
      return { kind: 'sort', operator: order, each, ...common };
    }
  }
}

function functionItem(cursor: Cursor, name: FunctionName, start: number): Node | undefined {
  const parts = many(cursor, name);
  if (!parts) return undefined;
  const [least, most] = functions[name];
  if (parts.length < least) return fail(cursor, `${name} has too few arguments`);
  if (most < parts.length) return fail(cursor, `${name} has too many arguments`);
  const numbers = /^(sg|tr|listquote|acl|readfile)$/.test(name) ? [] : parts.slice(0, -1).map(literalText);
  // Numbers are looked at in a branch that is not taken, too.
  if (numbers.some((it) => it !== undefined && !/^\s*[+-]?\d+$|^$/.test(it)))
    return fail(cursor, `${name} is given something that is no number`);
  return { kind: 'function', name, parts, start, end: cursor.at };
}

function opaqueItem(cursor: Cursor, name: string, start: number): Node | undefined {
  // run and readsocket take options behind a comma or in a second word.
  if (peek(cursor) === ',') word(cursor, /[^{}]/);
  return many(cursor, name) && { kind: 'opaque', name, start, end: cursor.at };
}

/** Arguments in braces up to the closing brace; the word fail may stand in place of the last. */
function many(cursor: Cursor, name: string): readonly Template[] | undefined {
  const res: Template[] = [];
  for (skipBlanks(cursor); peek(cursor) === '{'; skipBlanks(cursor)) {
    const part = braced(cursor, `an argument of ${name}`);
    if (!part) return undefined;
    res.push(part);
  }
  if (opaque.has(name) && cursor.text.startsWith('fail', cursor.at)) cursor.at += 4;
  return take(cursor, '}') ? res : fail(cursor, `a } is missing behind ${name}`);
}

/** `${name_arguments:text}`: an underscore may belong to the name of an operator or begin its arguments. */
function operator(cursor: Cursor, name: string, start: number): Node | undefined {
  const whole = operators.has(name) ? name : name.split('_', 1)[0]!;
  const isOpaque = /^(?:h|[rlb]h)eader_|^[rlb]h_/.test(name) || operatorsElsewhere.has(whole);
  if (!isOpaque && !operators.has(whole)) return fail(cursor, `there is no operator "${name}"`);
  cursor.at++;
  const of = readTemplate(cursor, { isBraced: true, dollars: true });
  if (cursor.flaw) return undefined;
  cursor.at++;
  if (isOpaque) return { kind: 'opaque', name, start, end: cursor.at };
  const argument = name === whole ? undefined : name.slice(whole.length + 1);
  return { kind: 'operator', name: whole, argument, of, start, end: cursor.at };
}
