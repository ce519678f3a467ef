import { unescaped } from '../syntax/statement.ts';
import { type Cursor, cursorOf, fail, peek, skipBlanks, take, word } from './cursor.ts';
import type { Branches, Condition, Flaw, Node, Template } from './nodes.ts';
import { parseItem } from './parseItem.ts';
import { remembered } from './remembered.ts';

/** A string without flaws. */
export interface Parsed {
  readonly template: Template;
  readonly variables: ReadonlySet<string>;
  readonly leaks: boolean;
  readonly eager: readonly Condition[];
}

/** Takes a string apart; `variables` are all that it names. Source: expand_string_internal() of expand.c. */
export const parseTemplate = remembered((text): Parsed | Flaw => {
  const cursor = cursorOf(text);
  const template = readTemplate(cursor, { isBraced: false, dollars: true });
  return cursor.flaw ?? { template, variables: cursor.variables, leaks: cursor.leaks, eager: cursor.eager };
});

/** Up to the closing brace, which is left where it stands, or to the end. Without `dollars` only backslashes mean something. */
export function readTemplate(cursor: Cursor, how: { readonly isBraced: boolean; readonly dollars: boolean }): Template {
  const { text } = cursor;
  const start = cursor.at;
  const nodes: Node[] = [];
  while (cursor.at < text.length && !cursor.flaw) {
    const char = text[cursor.at]!;
    if (how.isBraced && char === '}') break;
    if (char === '\\') nodes.push(...escape(cursor));
    else if (char === '$' && how.dollars) {
      const node = dollar(cursor);
      if (node) nodes.push(node);
    } else {
      const from = cursor.at++;
      while (cursor.at < text.length && !'$}\\'.includes(text[cursor.at]!)) cursor.at++;
      nodes.push({ kind: 'literal', text: text.slice(from, cursor.at), verbatim: true, start: from, end: cursor.at });
    }
  }
  if (how.isBraced && cursor.at === text.length) fail(cursor, 'a } is missing at the end');
  return { nodes, start, end: cursor.at };
}

/** The text of a template that has nothing to expand; undefined for any other. */
export function literalText({ nodes }: Template): string | undefined {
  return nodes.every((it) => it.kind === 'literal') ? nodes.map((it) => (it.kind === 'literal' ? it.text : '')).join('') : undefined;
}

/** `{text}`; undefined after a flaw. */
export function braced(cursor: Cursor, what: string, dollars = true): Template | undefined {
  if (!take(cursor, '{')) return fail(cursor, `a { is missing before ${what}`);
  const res = readTemplate(cursor, { isBraced: true, dollars });
  if (cursor.flaw) return undefined;
  cursor.at++;
  return res;
}

/** What follows a question: `{yes}{no}}`, `{yes}fail}`, `{yes}}` or `}`. The last brace is taken too. Source: process_yesno(). */
export function branches(cursor: Cursor, item: string): Branches {
  if (take(cursor, '}')) return {};
  const yes = braced(cursor, `the first branch of ${item}`);
  if (!yes) return {};
  skipBlanks(cursor);
  let no: Template | 'fail' | undefined;
  if (peek(cursor) === '{') no = braced(cursor, 'the second branch');
  else if (peek(cursor) !== '}') {
    if (word(cursor, /[A-Za-z0-9_]/) !== 'fail') fail(cursor, `"fail" or a second branch is expected in ${item}`);
    no = 'fail';
  }
  if (!cursor.flaw && !take(cursor, '}')) fail(cursor, `a } is missing behind ${item}`);
  return { yes, ...(no && { no }) };
}

function escape(cursor: Cursor): Node[] {
  const { text, at: start } = cursor;
  if (start + 1 === text.length) {
    fail(cursor, 'the string ends with a backslash');
    return [];
  }
  if (text[start + 1] === 'N') {
    const close = text.indexOf('\\N', start + 2);
    const end = close < 0 ? text.length : close;
    cursor.at = close < 0 ? end : end + 2;
    return [{ kind: 'literal', text: text.slice(start + 2, end), verbatim: true, start: start + 2, end }];
  }
  const token = /^\\(?:[0-7]{1,3}|x[0-9a-fA-F]{0,2}|[\s\S])/.exec(text.slice(start, start + 4))![0];
  cursor.at += token.length;
  return [{ kind: 'literal', text: unescaped(token), verbatim: false, start, end: cursor.at }];
}

function dollar(cursor: Cursor): Node | undefined {
  const start = cursor.at++;
  const { text } = cursor;
  if (/[A-Za-z]/.test(peek(cursor))) {
    const name = word(cursor, /[A-Za-z0-9_]/);
    return headerOrVariable(cursor, name, start);
  }
  if (/[0-9]/.test(peek(cursor))) {
    const number = Number(word(cursor, /[0-9]/));
    return { kind: 'group', number, start, end: cursor.at };
  }
  if (text[cursor.at] !== '{') return fail(cursor, 'a $ is followed by neither a letter nor a digit nor a {');
  cursor.at++;
  if (/[0-9]/.test(peek(cursor))) {
    const number = Number(word(cursor, /[0-9]/));
    if (peek(cursor) !== '}') return fail(cursor, 'a } is expected behind the number');
    cursor.at++;
    return { kind: 'group', number, start, end: cursor.at };
  }
  if (!/[A-Za-z]/.test(peek(cursor))) return fail(cursor, 'a letter or a digit is expected behind ${');
  const name = word(cursor, /[A-Za-z0-9_-]/);
  return parseItem(cursor, name, start) ?? plainOrNothing(cursor, name, start);
}

function plainOrNothing(cursor: Cursor, name: string, start: number): Node | undefined {
  if (cursor.flaw) return undefined;
  if (peek(cursor) !== '}') return fail(cursor, `"\${${name}" is no operator, or a } is missing behind it`);
  cursor.at++;
  cursor.variables.add(name);
  return { kind: 'variable', name, start, end: cursor.at };
}

/** The name of a header goes on to a colon or a blank, whatever letters it has. */
function headerOrVariable(cursor: Cursor, name: string, start: number): Node {
  const header = headerName(cursor, name);
  if (header !== undefined) return { kind: 'header', name: header, start, end: cursor.at };
  cursor.variables.add(name);
  return { kind: 'variable', name, start, end: cursor.at };
}

/** The header that a name beginning with `h_`, `rheader_` and the like means; steps behind its colon. */
export function headerName(cursor: Cursor, name: string): string | undefined {
  const prefix = /^(?:h|[rlb]h)(?:_|eader_)/.exec(name)?.[0];
  if (prefix === undefined) return undefined;
  const rest = word(cursor, /[!-9;-~]/);
  if (peek(cursor) === ':') cursor.at++;
  return name.slice(prefix.length) + rest;
}
