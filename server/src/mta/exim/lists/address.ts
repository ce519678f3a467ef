import { type Sourced, sliced } from '../../../core/sourced.ts';
import { asciiLower } from '../expand/conditions.ts';
import type { Asked, Scope } from '../expand/scope.ts';
import { splitList } from '../expand/splitList.ts';
import { tableNameOf } from '../lookup/tableName.ts';
import { scanList, type Test, type Tested, testedBy } from './scan.ts';
import { stringTest } from './string.ts';

const MOST_CHAINED = 50;

/** The test of whole addresses. Source: check_address() of match.c. */
export function addressTest(original: string, caseful: boolean, scope: Scope): Test {
  const at = original.lastIndexOf('@');
  const subject = caseful ? original.slice(0, at + 1) + asciiLower(original.slice(at + 1)) : asciiLower(original);
  const whole = (partial: boolean) => stringTest(subject, { caseful, atIsSpecial: false, partial }, scope);
  return (item, tainted, asked) => {
    const { text } = item;
    if (at < 0 && subject !== '') return { kind: 'no' };
    if (text.startsWith('^')) return withoutData(whole(true)(item, tainted, asked));
    if (/^[A-Za-z0-9-]*\*?@?;/.test(text)) return whole(false)(item, tainted, asked);
    if (subject === '') return text === '' ? { kind: 'yes' } : { kind: 'no' };
    if (text.startsWith('@@')) return splitLookup(text.slice(2), subject, caseful, tainted, scope, asked);
    const sign = text.lastIndexOf('@');
    const domain = subject.slice(at + 1);
    if (sign < 0) return withLocalPart('', domainOf(item, domain, tainted, scope, asked));
    // user@@ is user at the name of this host.
    const start = /^.*@@(|\[\]|mx_any|mx_primary|mx_secondary)$/.test(text) && 0 < sign ? sign - 1 : sign;
    if (!localPartFits(text.slice(0, start), subject.slice(0, at), caseful)) return { kind: 'no' };
    const rest = sliced(item, start === sign ? sign + 1 : sign, text.length);
    // Exim 4.96 takes as many letters of the item as the local part has, whatever stands there.
    return withLocalPart(text.slice(0, at), domainOf(rest, domain, tainted, scope, asked));
  };
}

/** What $value and $sender_data become: a piece of the item, and what the domain gave. */
function withLocalPart(localPart: string, tested: Tested): Tested {
  return tested.kind === 'yes' ? { kind: 'yes', data: `${localPart}@${tested.data ?? ''}` } : tested;
}

function withoutData(tested: Tested): Tested {
  return tested.kind === 'yes' ? { kind: 'yes' } : tested;
}

function localPartFits(pattern: string, localPart: string, caseful: boolean): boolean {
  const [a, b] = caseful ? [pattern, localPart] : [asciiLower(pattern), asciiLower(localPart)];
  return a.startsWith('*') ? b.endsWith(a.slice(1)) && a.length - 1 <= b.length : a === b;
}

/** The domain of an item is a list of one item, so that it may name a list. */
function domainOf(item: Sourced, domain: string, tainted: boolean, scope: Scope, asked: Asked[]): Tested {
  if (item.text === '') return { kind: 'no' };
  const test = stringTest(domain, { caseful: false, atIsSpecial: true, partial: true }, scope);
  if (!/^!?\s*\+/.test(item.text) && !item.text.startsWith('/') && !item.text.startsWith('!')) return test(item, tainted, asked);
  const inner = scanList({ list: oneItem(item), kind: 'domain', test, names: [domain], scope, literal: true });
  asked.push(...inner.asked);
  if (inner.kind === 'yes') return { kind: 'yes', ...(inner.data !== undefined && { data: inner.data }) };
  return inner.kind === 'no' ? { kind: 'no' } : inner;
}

/** A list in which nothing separates. */
export function oneItem(item: Sourced): Sourced {
  return /[:<]/.test(item.text) ? { text: item.text.replaceAll(':', '::'), parts: item.parts } : item;
}

/** `@@lsearch;/file`: the domain is the key of a list of local parts, whose last item may lead on to another key. */
function splitLookup(spec: string, subject: string, caseful: boolean, tainted: boolean, scope: Scope, asked: Asked[]): Tested {
  const at = subject.lastIndexOf('@');
  if (subject.slice(0, at) === '*') return { kind: 'no' };
  const semicolon = spec.indexOf(';');
  const named = tableNameOf(spec.slice(0, Math.max(0, semicolon)));
  if (semicolon < 0 || 'why' in named || named.style !== 'single-key' || tainted)
    return { kind: 'unknown', why: `how Exim reads @@${spec} is not known here` };
  const table = { ...named.table, path: spec.slice(semicolon + 1).trim() };
  const local = stringTest(subject.slice(0, at), { caseful, atIsSpecial: false, partial: true }, scope);
  let key: string | undefined = subject.slice(at + 1);
  for (let turn = 0; key !== undefined; turn++) {
    if (MOST_CHAINED < turn) return { kind: 'panic', why: `the chain of local parts in ${table.path} has no end` };
    const answer = scope.tables.find(table, key);
    asked.push({ table, key, answer });
    if (answer.kind !== 'hit') return testedBy(answer, scope.tables.exists(table.path) === 'yes');
    const chained: RegExpExecArray | null = /(?:^|:)\s*>\s*([^:]*)$/.exec(answer.value);
    key = chained?.[1];
    for (const text of splitList(chained ? answer.value.slice(0, chained.index) : answer.value).items) {
      const pattern = text.replace(/^!\s*/, '');
      const tested = local({ text: pattern, parts: [] }, false, asked);
      if (tested.kind === 'yes') return text.startsWith('!') ? { kind: 'no' } : { kind: 'yes', data: pattern };
      if (tested.kind !== 'no') return tested;
    }
  }
  return { kind: 'no' };
}
