import { type Item, itemOf, sliced } from '../../../core/sourced.ts';
import { aclConditions, aclModifiers } from '../vocabulary/options.ts';
import { type Condition, verbs } from './blocks.ts';
import type { ConfLine } from './reader.ts';
import { type Flaw, flaw } from './statement.ts';

/** What a line of an ACL says: a verb, a condition, or a verb with its first condition. */
export interface AclLine {
  readonly verb?: Item;
  readonly condition?: Condition;
}

const WORD = /^[ \t\n\v\f\r]*(!?)[ \t\n\v\f\r]*([A-Za-z][A-Za-z0-9_]*)?[ \t\n\v\f\r]*/;

/** Reads one logical line of an ACL. Source: acl_read() of acl.c. */
export function aclLineOf({ source, at }: ConfLine): AclLine | Flaw {
  const { text } = source;
  const first = WORD.exec(text)!;
  const [whole, not, name = ''] = first;
  if (!verbs.includes(name)) return conditionOf(0);
  if (not !== '') return flaw(at, `a verb cannot be negated as "${text.slice(0, 30)}" is, so Exim does not run`);
  const verb = itemOf(source, whole.trimEnd().length - name.length, whole.trimEnd().length);
  if (whole.length === text.length) return { verb };
  const res = conditionOf(whole.length);
  return 'kind' in res ? res : { verb, ...res };

  function conditionOf(start: number): AclLine | Flaw {
    const [lead, negation, word = ''] = WORD.exec(text.slice(start))!;
    const nameEnd = start + lead.trimEnd().length;
    if (word === '') return flaw(at, `a condition is expected here and not "${text.slice(start, start + 30)}", so Exim does not run`);
    const item = itemOf(source, nameEnd - word.length, nameEnd);
    const negated = negation === '!';
    if (negated && aclModifiers.has(word)) return flaw(at, `${word} is no condition that ! could negate, so Exim does not run`);
    let rest = start + lead.length;
    if (word === 'endpass') return { condition: { name: item, negated, value: sliced(source, rest, rest), at } };
    let variable: string | undefined;
    if (word === 'set') {
      variable = /^[^ \t\n\v\f\r=]*/.exec(text.slice(rest))![0];
      if (!/^(acl_[cm][0-9_][A-Za-z0-9_]*|dkim_verify_(status|reason))$/.test(variable))
        return flaw(at, `"${variable}" is no variable that an ACL can set, so Exim does not run`);
      rest += variable.length;
      rest += /^[ \t\n\v\f\r]*/.exec(text.slice(rest))![0].length;
    }
    if (text[rest] !== '=') {
      const isKnown = aclConditions.has(word) || aclModifiers.has(word);
      return flaw(
        at,
        isKnown
          ? `no = behind ${word}, so Exim does not run`
          : `"${word}" is neither a verb nor a condition of an ACL, so Exim does not run`,
      );
    }
    rest += 1 + /^[ \t\n\v\f\r]*/.exec(text.slice(rest + 1))![0].length;
    const value = sliced(source, rest, text.length);
    return { condition: { name: item, negated, value, at, ...(variable !== undefined && { variable }) } };
  }
}
