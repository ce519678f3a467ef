import { parseIp } from '../../../formats/network.ts';
import { askAcl } from './acl.ts';
import { compareNumbers } from './arithmetic.ts';
import { evaluate, evaluateAll } from './evaluate.ts';
import { error, type Frame, isAscii, NOT_ASCII, type Piece, piece, type Stop, unknown } from './frame.ts';
import { matchList } from './matchList.ts';
import type { Condition } from './nodes.ts';
import { matchPattern } from './regex.ts';
import { splitList } from './splitList.ts';
import { truth } from './truth.ts';

/** Whether a condition holds; `frame` has the groups and the $value that it leaves for the branches. */
export type Answer = { readonly kind: 'answer'; readonly holds: boolean; readonly frame: Frame } | Stop;

/** Source: eval_condition() of expand.c. */
export function holds(condition: Condition, frame: Frame): Answer {
  const res = ask(condition, frame);
  return res.kind === 'answer' && condition.negated ? { ...res, holds: !res.holds } : res;
}

function answer(yes: boolean, frame: Frame): Answer {
  return { kind: 'answer', holds: yes, frame };
}

function ask(condition: Condition, frame: Frame): Answer {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return combined(condition.members, condition.kind === 'and', frame);
    case 'defined':
      return defined(condition.name, condition.isHeader, frame);
    case 'compare': {
      const both = evaluateAll([condition.left, condition.right], frame);
      return 'kind' in both ? both : compare(condition.operator, both[0]!, both[1]!, frame);
    }
    case 'ask': {
      const of = evaluate(condition.of, frame);
      return of.kind === 'text' ? askOne(condition.operator, of, frame) : of;
    }
    case 'each':
      return forEach(condition, frame);
    case 'acl': {
      const args = evaluateAll(condition.parts, frame);
      if ('kind' in args) return args;
      const said = askAcl(args, frame);
      return 'holds' in said ? answer(said.holds, { ...frame, value: said.text }) : said;
    }
    case 'opaque':
      return unknown(`no file tells whether ${condition.name} holds`);
    default:
      return condition satisfies never;
  }
}

/** The first member that decides is the last that is asked. */
function combined(members: readonly Condition[], all: boolean, frame: Frame): Answer {
  let here = frame;
  for (const member of members) {
    const res = holds(member, here);
    if (res.kind !== 'answer') return res;
    here = res.frame;
    if (res.holds !== all) return answer(!all, here);
  }
  return answer(all, here);
}

function defined(name: string, isHeader: boolean, frame: Frame): Answer {
  if (isHeader) return frame.scope.isBeforeData ? answer(false, frame) : unknown(`the header ${name} stands in no file`);
  const own = name === 'value' ? frame.value : name === 'item' ? frame.item : undefined;
  if (own) return answer(own.text !== '', frame);
  const found = frame.scope.variable(name);
  if (found === undefined) return answer(false, frame);
  return found.kind === 'value' ? answer(found.text !== '', frame) : unknown(found.why);
}

function compare(operator: string, left: Piece, right: Piece, frame: Frame): Answer {
  const [a, b] = [left.text, right.text];
  if (/^[<=>]/.test(operator)) {
    const order = compareNumbers(a, b);
    if (typeof order !== 'number') return order;
    return answer(fits(order, { '<': 'lt', '<=': 'le', '=': 'eq', '==': 'eq', '>': 'gt', '>=': 'ge' }[operator]!), frame);
  }
  switch (operator) {
    case 'match': {
      const found = matchPattern(b, left);
      if (found.kind !== 'match') return found;
      return answer(found.groups !== undefined, found.groups ? { ...frame, groups: found.groups } : frame);
    }
    case 'inlist':
    case 'inlisti': {
      const same = (it: string) => (operator === 'inlist' ? it === a : asciiLower(it) === asciiLower(a));
      const found = splitList(b).items.find(same);
      return answer(found !== undefined, found === undefined ? frame : { ...frame, value: piece(found, right.tainted) });
    }
    case 'match_address':
    case 'match_domain':
    case 'match_ip':
    case 'match_local_part': {
      const found = matchList(operator, left, b, frame);
      if (found.kind !== 'match') return found;
      const { holds: yes, value, groups } = found;
      return answer(yes, value || groups ? { ...frame, ...(value && { value }), ...(groups && { groups }) } : frame);
    }
    case 'crypteq':
      return unknown('crypteq compares with a password');
  }
  const ignoresCase = operator.length === 3;
  if (!(isAscii(a) && isAscii(b)) && !operator.startsWith('eq')) return NOT_ASCII;
  return answer(fits(orderOf(a, b, ignoresCase), operator.slice(0, 2)), frame);
}

/** Where letter case does not count, Exim 4.96 takes a text for greater than another that goes on behind it. Source: strcmpic(). */
export function orderOf(left: string, right: string, ignoresCase: boolean): number {
  if (!ignoresCase) return left < right ? -1 : left === right ? 0 : 1;
  const [a, b] = [asciiLower(left), asciiLower(right)];
  if (a === b) return 0;
  return a < b && !b.startsWith(a) ? -1 : 1;
}

function fits(order: number, relation: string): boolean {
  switch (relation) {
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return 0 < order;
    case 'ge':
      return 0 <= order;
    default:
      return order === 0;
  }
}

function askOne(operator: 'exists' | 'isip' | 'isip4' | 'isip6' | 'bool' | 'bool_lax', of: Piece, frame: Frame): Answer {
  const { text } = of;
  switch (operator) {
    case 'exists': {
      const there = frame.scope.tables.exists(text);
      return there === 'unknown' ? unknown(`whether ${text} is there cannot be seen`) : answer(there === 'yes', frame);
    }
    case 'isip':
      return answer(ipVersion(text) !== 0, frame);
    case 'isip4':
      return answer(ipVersion(text) === 4, frame);
    case 'isip6':
      return answer(ipVersion(text) === 6, frame);
    case 'bool':
    case 'bool_lax': {
      const yes = truth(text, operator === 'bool_lax');
      return yes === undefined ? error(`"${text}" is neither true nor false`) : answer(yes, frame);
    }
  }
}

/** 4, 6 or 0 for anything else. The name of an interface may follow an IPv6 address. Source: string_is_ip_address(). */
function ipVersion(text: string): 0 | 4 | 6 {
  const address = text.replace(/^([^%]*:[^%]*)%.*$/s, '$1');
  if (!parseIp(address)) return 0;
  return address.includes(':') ? 6 : 4;
}

function forEach(condition: Condition & { readonly kind: 'each' }, frame: Frame): Answer {
  const list = evaluate(condition.list, frame);
  if (list.kind !== 'text') return list;
  frame.state.gone.add(condition);
  const any = condition.operator === 'forany';
  let here = frame;
  const { items } = splitList(list.text);
  const isSomething = 0 < items.length;
  for (const text of items) {
    const res = holds(condition.member, { ...here, item: piece(text, list.tainted) });
    if (res.kind !== 'answer') return res;
    here = { ...res.frame, item: frame.item };
    if (res.holds === any) return answer(any, here);
  }
  // Of an empty list nothing holds, not even forall.
  return answer(!any && isSomething, here);
}

/** Exim folds the letters of ASCII alone. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (it) => it.toLowerCase());
}
