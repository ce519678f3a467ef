import { EMPTY, embedded, joined, madeBy, type Sourced, sliced } from '../../core/sourced.ts';

/** What a name stands for; undefined for one that nobody defined, which counts as empty. */
export type Resolve = (name: string) => Expansion | undefined;

/** `fatal`: no Postfix program runs with this value. */
export type Expansion =
  | { readonly kind: 'value'; readonly value: Sourced }
  | { readonly kind: 'fatal'; readonly why: string; readonly token: Sourced };

/**
 * Expands `$name`, `$(name)`, `${name}`, `${name?text}`, `${name:text}`, `${name?{a}:{b}}` and
 * `${{left} op {right} ? {a} : {b}}` as mac_expand() does. `$$` is a dollar sign.
 */
export function expand(source: Sourced, resolve: Resolve): Expansion {
  const { text } = source;
  if (isTooDeep(text)) return fatal('the braces are nested too deep', source);
  const done: Sourced[] = [];
  let literal = 0;
  for (let i = text.indexOf('$'); 0 <= i; i = text.indexOf('$', i)) {
    done.push(sliced(source, literal, i));
    const end = endOfMacro(text, i);
    if (end === undefined) return fatal(`the braces of "${text.slice(i)}" do not pair up`, sliced(source, i, text.length));
    const token = sliced(source, i, end);
    if (token.text === '$$') done.push(sliced(source, i, i + 1));
    else if (token.text === '$') return fatal('a $ stands without a name', token);
    else {
      const value = macro(token, resolve);
      if (value.kind === 'fatal') return value;
      done.push(value.value);
    }
    i = end;
    literal = end;
  }
  done.push(sliced(source, literal, text.length));
  return { kind: 'value', value: joined(done.filter((it) => it.text !== '')) };
}

/** Postfix gives up at about a hundred macros inside each other. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '{' && 200 < ++depth) return true;
    if (char === '}') depth--;
  }
  return false;
}

function endOfMacro(text: string, start: number): number | undefined {
  const next = text[start + 1];
  if (next === '$') return start + 2;
  if (next === '{' || next === '(') return closing(text, start + 1);
  let end = start + 1;
  while (end < text.length && /\w/.test(text[end]!)) end++;
  return end;
}

/** The offset behind the bracket that closes the one at `start`. */
function closing(text: string, start: number): number | undefined {
  const [open, close] = text[start] === '{' ? ['{', '}'] : ['(', ')'];
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i + 1;
  }
  return undefined;
}

function macro(token: Sourced, resolve: Resolve): Expansion {
  const inside = /^\$[{(]/.test(token.text) ? sliced(token, 2, token.text.length - 1) : sliced(token, 1, token.text.length);
  const lead = /^\s*/.exec(inside.text)![0].length;
  if (inside.text[lead] === '{') return relation(sliced(inside, lead, inside.text.length), token, resolve);
  const match = /^\s*(\w+)\s*([?:]?)/.exec(inside.text);
  if (!match) return fatal(`"${token.text}" names no parameter`, token);
  const [whole, name, operator] = match as unknown as [string, string, string];
  const rest = sliced(inside, whole.length, inside.text.length);
  const found = resolve(name);
  if (found?.kind === 'fatal') return found;
  const value = found?.value.text ?? '';
  if (operator === '') {
    if (rest.text.trim() !== '') return fatal(`"${token.text}" has an operator that is neither ? nor :`, token);
    return { kind: 'value', value: found ? embedded(found.value, name, token) : EMPTY };
  }
  return choose(rest, operator === '?' ? value !== '' : value === '', operator, token, resolve);
}

/** `?text`, `?{a}`, `?{a}:{b}` and `:text`, `:{b}`: the branch that holds is expanded, the other is not looked at. */
function choose(rest: Sourced, holds: boolean, operator: string, token: Sourced, resolve: Resolve): Expansion {
  const first = branch(rest);
  if (!first) return fatal(`the braces of "${token.text}" do not pair up`, token);
  let tail = sliced(rest, first.end, rest.text.length);
  const colon = /^\s*:/.exec(tail.text)?.[0].length;
  const second = operator === '?' && colon !== undefined ? branch(sliced(tail, colon, tail.text.length)) : undefined;
  if (second) tail = sliced(tail, colon! + second.end, tail.text.length);
  if (tail.text.trim() !== '') return fatal(`"${token.text}" goes on behind its last branch`, token);
  const chosen = holds ? first.text : second?.text;
  return chosen ? expand(chosen, resolve) : { kind: 'value', value: EMPTY };
}

function branch(source: Sourced): { readonly text: Sourced; readonly end: number } | undefined {
  const start = /^\s*/.exec(source.text)![0].length;
  // Blanks belong to the branch, inside braces and without them: `${x? y}` is " y".
  if (source.text[start] !== '{') return { text: source, end: source.text.length };
  const end = closing(source.text, start);
  return end === undefined ? undefined : { text: sliced(source, start + 1, end - 1), end };
}

const OPERATOR = /^\s*(==level|!=level|<=level|<level|>=level|>level|==|!=|<=|>=|<|>)\s*/;

function relation(inside: Sourced, token: Sourced, resolve: Resolve): Expansion {
  const malformed = () => fatal(`"${token.text}" is no comparison that Postfix can read`, token);
  const leftEnd = closing(inside.text, 0);
  const operator = leftEnd === undefined ? undefined : OPERATOR.exec(inside.text.slice(leftEnd));
  if (leftEnd === undefined || !operator) return malformed();
  const rightStart = leftEnd + operator[0].length;
  const rightEnd = inside.text[rightStart] === '{' ? closing(inside.text, rightStart) : undefined;
  if (rightEnd === undefined) return malformed();
  const left = expand(sliced(inside, 1, leftEnd - 1), resolve);
  const right = expand(sliced(inside, rightStart + 1, rightEnd - 1), resolve);
  if (left.kind === 'fatal') return left;
  if (right.kind === 'fatal') return right;
  if (operator[1]!.endsWith('level') && !(isLevel(left.value.text) && isLevel(right.value.text)))
    return fatal(`"${token.text}" compares with something that is no compatibility level`, token);
  const question = /^\s*([?:])/.exec(inside.text.slice(rightEnd));
  const holds = compare(left.value.text, operator[1]!, right.value.text);
  if (inside.text.slice(rightEnd).trim() === '') return { kind: 'value', value: holds ? madeBy(token, 'true') : EMPTY };
  if (!question) return malformed();
  const rest = sliced(inside, rightEnd + question[0].length, inside.text.length);
  return choose(rest, question[1] === '?' ? holds : !holds, question[1]!, token, resolve);
}

/** Numbers compare as numbers where both sides are, levels part by part, everything else as text. */
function compare(left: string, operator: string, right: string): boolean {
  const sign = operator.endsWith('level')
    ? order(levelOf(left), levelOf(right))
    : /^\d+$/.test(left) && /^\d+$/.test(right)
      ? Number(left) - Number(right)
      : left < right
        ? -1
        : left === right
          ? 0
          : 1;
  switch (operator.replace('level', '')) {
    case '==':
      return sign === 0;
    case '!=':
      return sign !== 0;
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return 0 < sign;
    default:
      return 0 <= sign;
  }
}

function isLevel(text: string): boolean {
  return /^\d+(\.\d+(\.\d+)?)?$/.test(text);
}

function levelOf(text: string): readonly number[] {
  return text.split('.').map(Number);
}

function order(left: readonly number[], right: readonly number[]): number {
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function fatal(why: string, token: Sourced): Expansion {
  return { kind: 'fatal', why, token };
}
