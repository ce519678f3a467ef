import { askAcl } from './acl.ts';
import { evaluate, evaluateAll } from './evaluate.ts';
import { error, type Frame, isAscii, NOT_ASCII, type Piece, piece, type Result, unknown } from './frame.ts';
import { letterHash, numberHash, substring } from './hash.ts';
import type { FunctionName, Template } from './nodes.ts';
import { parseTemplate } from './parse.ts';
import { compile } from './regex.ts';

/** Items that work on their arguments alone. Source: EITEM_SG and its kin in expand.c. */
export function evaluateFunction(name: FunctionName, parts: readonly Template[], frame: Frame): Result {
  const args = evaluateAll(parts, frame);
  if ('kind' in args) return args;
  if (!args.every((it) => isAscii(it.text))) return NOT_ASCII;
  switch (name) {
    case 'sg':
      return substitute(args[0]!, args[1]!.text, args[2]!, frame);
    case 'tr':
      return translated(args[0]!, args[1]!.text, args[2]!.text);
    case 'listquote':
      return quotedItem(args[0]!.text, args[1]!);
    case 'acl': {
      const said = askAcl(args, frame);
      return 'holds' in said ? said.text : said;
    }
    case 'readfile':
      return content(args[0]!, args[1]?.text, frame);
    case 'length':
      return numbered(name, args[1]!, ['0', args[0]!.text]);
    default:
      return numbered(
        name,
        args.at(-1)!,
        args.slice(0, -1).map((it) => it.text),
      );
  }
}

/** `${sg{text}{pattern}{replacement}}`: the replacement is expanded for each match anew, with its groups. */
function substitute(subject: Piece, pattern: string, replacement: Piece, frame: Frame): Result {
  const compiled = compile(pattern);
  if (compiled.kind !== 'ready') return compiled;
  const parsed = parseTemplate(replacement.text);
  if ('kind' in parsed) return error(parsed.why);
  const expression = new RegExp(compiled.expression.source, `${compiled.expression.flags}g`);
  const usesGroups = /\$\{?[1-9]/.test(replacement.text);
  let res = '';
  let done = 0;
  let tainted = subject.tainted;
  for (const found of subject.text.matchAll(expression)) {
    // One without a dollar and without a backslash is not expanded at all.
    if (replacement.tainted && /[$\\]/.test(replacement.text)) return error('Exim expands no tainted replacement');
    if (usesGroups && !compiled.sameGroups) return unknown(`only Exim can tell the groups of "${pattern}"`);
    const stranger = [...parsed.variables].find((it) => it !== 'value' && it !== 'item' && !frame.scope.variable(it));
    if (stranger !== undefined) return error(`Exim has no variable $${stranger}`);
    const groups = [...found].map((it) => piece(it ?? '', subject.tainted));
    const put = evaluate(parsed.template, { ...frame, groups });
    if (put.kind !== 'text') return put;
    tainted ||= put.tainted || (replacement.tainted && put.text !== '');
    res += subject.text.slice(done, found.index) + put.text;
    done = found.index + found[0].length;
  }
  return piece(res + subject.text.slice(done), tainted);
}

/** `${readfile{path}{end of line}}`. Source: cat_file() of expand.c. */
function content(path: Piece, end: string | undefined, { scope }: Frame): Result {
  if (path.tainted) return error(`"${path.text}" comes from the sender of the message, and Exim opens no such file`);
  const found = scope.tables.text(path.text);
  if (found.kind === 'unknown') return unknown(found.why);
  if (found.kind === 'absent') return error(`there is no file ${path.text}`);
  return piece(end === undefined ? found.text : found.text.replaceAll('\n', end));
}

/** `${tr{text}{these}{those}}`: letters beyond the end of `those` become its last; of a letter that stands twice the last place counts. */
function translated(subject: Piece, these: string, those: string): Result {
  if (those === '') return subject;
  const put = (char: string) => {
    const at = these.lastIndexOf(char);
    return at < 0 ? char : those[Math.min(at, those.length - 1)]!;
  };
  return piece([...subject.text].map(put).join(''), subject.tainted);
}

/** `${listquote{:}{item}}` */
function quotedItem(separator: string, item: Piece): Result {
  if (item.text === '') return piece(' ');
  return separator === '' ? item : piece(item.text.replaceAll(separator[0]!, separator[0]! + separator[0]!), item.tainted);
}

function numbered(name: 'substr' | 'length' | 'hash' | 'nhash', subject: Piece, numbers: readonly string[]): Result {
  const [first = 0, second = -1] = numbers.map((it) =>
    /^\s*[+-]?\d+$/.test(it) ? Number(it) : it.trim() === '' && it === '' ? 0 : Number.NaN,
  );
  if (Number.isNaN(first) || Number.isNaN(second)) return error(`${name} is given something that is no number`);
  if (1 < numbers.length && second < 0) return error(`${name} is given a negative number`);
  return cut(name, subject, first, second);
}

/** Shared with the operators of the same names, `${substr_1_2:text}`. */
export function cut(name: 'substr' | 'length' | 'hash' | 'nhash', subject: Piece, first: number, second: number): Result {
  if (name === 'hash') {
    if (first < 0) return unknown('a hash of negative length');
    const res = letterHash(subject.text, first, second);
    return typeof res === 'string' ? piece(res, subject.tainted) : res;
  }
  if (name === 'nhash') {
    if (first < 0) return unknown('a hash below a negative number');
    const res = numberHash(subject.text, first, second);
    return typeof res === 'string' ? piece(res) : res;
  }
  return piece(substring(subject.text, first, second), subject.tainted);
}
