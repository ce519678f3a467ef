import { type Cursor, fail, peek, skipBlanks, take, word } from './cursor.ts';
import type { Condition, Template } from './nodes.ts';
import { braced, headerName, literalText } from './parse.ts';
import { truth } from './truth.ts';

/** Conditions with two arguments. */
export const comparisons: ReadonlySet<string> = new Set([
  '<',
  '<=',
  '=',
  '==',
  '>',
  '>=',
  'crypteq',
  'eq',
  'eqi',
  'ge',
  'gei',
  'gt',
  'gti',
  'inlist',
  'inlisti',
  'le',
  'lei',
  'lt',
  'lti',
  'match',
  'match_address',
  'match_domain',
  'match_ip',
  'match_local_part',
]);

/** Their second argument is a list, whose dollars are left alone for safety's sake. */
const listConditions: ReadonlySet<string> = new Set(['match_address', 'match_domain', 'match_ip', 'match_local_part']);
const questions: ReadonlySet<string> = new Set(['exists', 'isip', 'isip4', 'isip6', 'bool', 'bool_lax']);
/** What only the running server can tell: its users, its queue, another program. */
const opaqueWithOne: ReadonlySet<string> = new Set(['ldapauth', 'pam', 'pwcheck', 'radius']);

/** One condition, without the braces around it. Source: eval_condition() of expand.c. */
export function readCondition(cursor: Cursor): Condition | undefined {
  skipBlanks(cursor);
  const start = cursor.at;
  let negated = false;
  while (take(cursor, '!')) negated = !negated;
  skipBlanks(cursor);
  const operator = /[=<>]/.test(peek(cursor)) ? symbol(cursor) : word(cursor, /[A-Za-z0-9_]/);
  const done = () => ({ negated, start, end: cursor.at });
  if (operator === '') return fail(cursor, 'the name of a condition is expected');
  if (operator === 'and' || operator === 'or') {
    const members = group(cursor, operator);
    return members && { kind: operator, members, ...done() };
  }
  if (operator === 'def') {
    if (peek(cursor) !== ':') return fail(cursor, 'a : is expected behind def');
    cursor.at++;
    const name = word(cursor, /[A-Za-z0-9_]/);
    const header = headerName(cursor, name);
    if (header !== undefined) return { kind: 'defined', name: header, isHeader: true, ...done() };
    if (name === '') return fail(cursor, 'the name of a variable is missing behind def:');
    cursor.variables.add(name);
    return { kind: 'defined', name, isHeader: false, ...done() };
  }
  if (operator === 'first_delivery' || operator === 'queue_running') return { kind: 'opaque', name: operator, ...done() };
  if (comparisons.has(operator)) {
    const left = braced(cursor, `the first argument of ${operator}`);
    const right = left && braced(cursor, `the second argument of ${operator}`, !listConditions.has(operator));
    return left && right && { kind: 'compare', operator, left, right, ...done() };
  }
  if (questions.has(operator)) {
    const of = braced(cursor, `the argument of ${operator}`);
    const fixed = operator === 'bool' && of ? literalText(of) : undefined;
    // This is looked at in a branch that is not taken, too.
    if (fixed !== undefined && truth(fixed, false) === undefined) return fail(cursor, `"${fixed}" is neither true nor false`);
    return of && { kind: 'ask', operator: operator as 'exists', of, ...done() };
  }
  const each = /^(forall|forany)(_jsons?)?$/.exec(operator);
  if (each) {
    const list = braced(cursor, `the list of ${operator}`);
    const member = list && inBraces(cursor, operator);
    if (!list || !member) return undefined;
    if (each[2] !== undefined) return { kind: 'opaque', name: operator, ...done() };
    const res: Condition = { kind: 'each', operator: each[1] as 'forall', list, member, ...done() };
    if (list.nodes.some((it) => it.kind === 'literal')) {
      if (mayFail(member)) cursor.eager.push(res);
      cursor.leaks ||= matches(member);
    }
    return res;
  }
  if (opaqueWithOne.has(operator)) return braced(cursor, operator) && { kind: 'opaque', name: operator, ...done() };
  if (operator === 'acl' || operator === 'saslauthd') {
    if (!take(cursor, '{')) return fail(cursor, `a { is missing behind ${operator}`);
    const parts: Template[] = [];
    for (skipBlanks(cursor); peek(cursor) === '{'; skipBlanks(cursor)) {
      const part = braced(cursor, operator);
      if (!part) return undefined;
      parts.push(part);
    }
    if (!take(cursor, '}')) return fail(cursor, `a } is missing behind ${operator}`);
    if (parts.length === 0) return fail(cursor, `${operator} has too few arguments`);
    return operator === 'acl' ? { kind: 'acl', parts, ...done() } : { kind: 'opaque', name: operator, ...done() };
  }
  if (operator === 'inbound_srs')
    return braced(cursor, operator) && braced(cursor, operator) && { kind: 'opaque', name: operator, ...done() };
  return fail(cursor, `there is no condition "${operator}"`);
}

function matches(condition: Condition): boolean {
  return some(condition, (it) => it.kind === 'compare' && /^match|^inlist/.test(it.operator));
}

/** False where nothing is compared that might not be comparable, and nothing asked that might not answer. */
function mayFail(condition: Condition): boolean {
  const isPlain = ({ nodes }: Template) => nodes.every((it) => it.kind === 'literal' || it.kind === 'variable' || it.kind === 'group');
  return some(condition, (it) => {
    if (it.kind === 'compare') return !/^([gl][te]i?|eqi?)$/.test(it.operator) || !isPlain(it.left) || !isPlain(it.right);
    if (it.kind === 'ask') return it.operator === 'bool' || !isPlain(it.of);
    return it.kind === 'opaque' || it.kind === 'acl' || (it.kind === 'each' && !isPlain(it.list));
  });
}

function some(condition: Condition, test: (it: Condition) => boolean): boolean {
  if (test(condition)) return true;
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.members.some((it) => some(it, test));
    case 'each':
      return some(condition.member, test);
    default:
      return false;
  }
}

function symbol(cursor: Cursor): string {
  const first = peek(cursor);
  cursor.at++;
  if (peek(cursor) !== '=') return first;
  cursor.at++;
  return `${first}=`;
}

/** `{{one}{two}}` */
function group(cursor: Cursor, operator: string): readonly Condition[] | undefined {
  if (!take(cursor, '{')) return fail(cursor, `a { is missing behind ${operator}`);
  const res: Condition[] = [];
  while (!take(cursor, '}')) {
    const member = inBraces(cursor, operator);
    if (!member) return undefined;
    res.push(member);
  }
  return res;
}

function inBraces(cursor: Cursor, operator: string): Condition | undefined {
  if (!take(cursor, '{')) return fail(cursor, `each condition inside ${operator} stands in braces of its own`);
  const res = readCondition(cursor);
  if (!res) return undefined;
  return take(cursor, '}') ? res : fail(cursor, `a } is missing behind a condition inside ${operator}`);
}
