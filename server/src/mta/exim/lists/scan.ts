import { type Item, itemOf, type Sourced, sliced } from '../../../core/sourced.ts';
import { expand } from '../expand/expand.ts';
import type { Asked, Scope } from '../expand/scope.ts';
import { splitSourced } from '../expand/splitList.ts';
import type { TableAnswer } from '../lookup/tables.ts';
import type { ListKind } from '../syntax/blocks.ts';
import { linesOf } from './fileLines.ts';

/** Whether a list holds what it is asked for. */
export type Match =
  /** `item` is the word that decides; `data` is what stands for the item in $domain_data and the like: a table's value, or the item. */
  | {
      readonly kind: 'yes';
      readonly item?: Item;
      readonly data?: string;
      /** $0, $1 … of a list of domains or local parts: the subject, what the `*` of the item stands for, the groups of its pattern. */
      readonly groups?: readonly string[];
      readonly asked: readonly Asked[];
    }
  | { readonly kind: 'no'; readonly item?: Item; readonly asked: readonly Asked[] }
  /** The list cannot be asked for the time being: the reply is 451. */
  | { readonly kind: 'defer'; readonly why: string; readonly asked: readonly Asked[] }
  /** Exim dies of it: the client gets no reply at all. */
  | { readonly kind: 'panic'; readonly why: string; readonly asked: readonly Asked[] }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask: string; readonly asked: readonly Asked[] };

/** What one item says of the subject. */
export type Tested =
  | { readonly kind: 'yes'; readonly data?: string; readonly groups?: readonly string[] }
  | { readonly kind: 'no' }
  | { readonly kind: 'defer' | 'panic'; readonly why: string }
  /** Only the running host can tell; `sure` where its answer can only be yes or no. */
  | { readonly kind: 'unknown'; readonly why: string; readonly sure?: boolean }
  /** The name of a host cannot be found, or the item is none: the whole list fails unless the list says otherwise. */
  | { readonly kind: 'stranger'; readonly why: string }
  /** Another host, if there is one of that name: where there is none, the whole list fails. */
  | { readonly kind: 'elsewhere'; readonly why: string };

export type Test = (item: Sourced, tainted: boolean, asked: Asked[]) => Tested;

export interface Question {
  readonly list: Sourced;
  readonly kind: ListKind;
  readonly test: Test;
  /** A plain line of a file fits only if it is one of these, letter case aside; absent where each line has to be tested. */
  readonly names?: readonly string[];
  /** The test after the item +caseful. */
  readonly caseful?: () => Test;
  readonly scope: Scope;
  readonly literal: boolean;
}

const DEEPEST = 30;

/**
 * Asks the items of a list in turn; the first that fits decides, and where none does, the list has what its last item
 * excludes. Source: match_check_list() of match.c.
 */
export function scanList(question: Question): Match {
  const asked: Asked[] = [];
  return { ...scan(question, asked, 0), asked };
}

type Outcome = Match extends infer M ? (M extends Match ? Omit<M, 'asked'> : never) : never;

function scan(question: Question, asked: Asked[], depth: number): Outcome {
  const { kind, scope } = question;
  if (DEEPEST < depth) return { kind: 'panic', why: 'a named list holds itself' };
  const expansion = question.literal ? undefined : expand(question.list, scope);
  asked.push(...(expansion?.asked ?? []));
  if (expansion && expansion.kind !== 'value') {
    if (expansion.kind === 'forced-fail') return { kind: 'no' };
    if (expansion.kind === 'unknown') return { kind: 'unknown', why: expansion.why, ask: expansion.ask };
    return { kind: 'defer', why: expansion.why };
  }
  let { test } = question;
  let pending: Outcome | undefined;
  let lastNegated = false;
  let strangers = 'fail' as 'fail' | 'include' | 'ignore';
  let deferred = 'defer' as 'defer' | 'include' | 'ignore';
  // The name of another host may be one that nobody has, and then the list has failed before.
  let maybeFailed: Outcome | undefined;
  for (const written of splitSourced(expansion?.value ?? question.list)) {
    if (written.text === '+caseful' && question.caseful) {
      test = question.caseful();
      continue;
    }
    const special = kind === 'host' ? /^\+(include|ignore)_(unknown|defer)$/.exec(written.text) : null;
    if (special) {
      if (special[2] === 'unknown') strangers = special[1] as 'include' | 'ignore';
      else deferred = special[1] as 'include' | 'ignore';
      continue;
    }
    const negated = written.text.startsWith('!');
    lastNegated = negated;
    const lead = negated ? 1 + /^\s*/.exec(written.text.slice(1))![0].length : 0;
    const item = sliced(written, lead, written.text.length);
    const tested = item.text.startsWith('/') ? askFile(item, test) : item.text.startsWith('+') ? askNamed(item) : ask(test, item);
    const here = itemOf(written, 0, written.text.length);
    switch (tested.kind) {
      case 'yes': {
        const isIn = negated === (tested.flipped ?? false);
        if (!isIn) return pending ?? { kind: 'no', item: here };
        // What only the running host can tell stands before this item, and would have said the same.
        return maybeFailed ?? yes(tested, here);
      }
      case 'no':
        if (tested.lastNegated) lastNegated = !negated;
        break;
      case 'stranger':
        if (strangers === 'ignore') break;
        return strangers === 'include' ? { kind: 'yes', item: here } : { kind: 'no', item: here };
      case 'elsewhere':
        if (strangers === 'fail') maybeFailed ??= { kind: 'unknown', why: tested.why, ask: 'exim -bh ADDRESS' };
        if (strangers === 'include') pending ??= { kind: 'unknown', why: tested.why, ask: 'exim -bh ADDRESS' };
        break;
      case 'defer':
        if (deferred === 'ignore') break;
        return deferred === 'include' ? { kind: 'yes', item: here } : { kind: 'defer', why: tested.why };
      case 'panic':
        return { kind: 'panic', why: tested.why };
      case 'unknown':
        pending ??= { kind: 'unknown', why: tested.why, ask: tested.ask ?? 'exim -bt -d+lists ADDRESS' };
        if (!tested.sure || negated) return pending;
        break;
      default:
        tested satisfies never;
    }
  }
  return pending ?? (lastNegated ? (maybeFailed ?? { kind: 'yes' }) : { kind: 'no' });

  function ask(how: Test, item: Sourced): TestedHere {
    return how(item, expansion?.kind === 'value' && expansion.tainted, asked);
  }

  function askNamed(item: Sourced): TestedHere {
    const name = item.text.slice(1);
    const list = scope.list(kind, name);
    if (!list) return { kind: 'defer', why: `there is no ${kind}list ${name}` };
    const inner = scan({ ...question, list: list.value, test, literal: false }, asked, depth + 1);
    switch (inner.kind) {
      case 'yes':
        return yes(inner);
      case 'no':
        return { kind: 'no' };
      default:
        return inner;
    }
  }

  function askFile(item: Sourced, how: Test): TestedHere {
    const lines = linesOf(item.text, kind, scope);
    if (lines.kind !== 'lines') return lines;
    const { names } = question;
    for (const line of names ? lines.lines.exceptOthersThan(names) : lines.lines.all()) {
      const negated = line.text.startsWith('!');
      const pattern = sliced(line, negated ? 1 + /^\s*/.exec(line.text.slice(1))![0].length : 0, line.text.length);
      const tested = ask(how, pattern);
      if (tested.kind === 'yes') return { ...tested, data: pattern.text, flipped: negated };
      if (tested.kind !== 'no') return tested;
    }
    return { kind: 'no', lastNegated: lines.lines.isLastNegated };
  }
}

function yes({ data, groups }: { readonly data?: string; readonly groups?: readonly string[] }, item?: Item) {
  return { kind: 'yes' as const, ...(item && { item }), ...(data !== undefined && { data }), ...(groups && { groups }) };
}

type TestedHere =
  | Exclude<Tested, { readonly kind: 'no' | 'yes' | 'unknown' }>
  /** `flipped`: the line of a file that fits excludes. */
  | { readonly kind: 'yes'; readonly data?: string; readonly groups?: readonly string[]; readonly flipped?: boolean }
  | { readonly kind: 'no'; readonly lastNegated?: boolean }
  | { readonly kind: 'unknown'; readonly why: string; readonly ask?: string; readonly sure?: boolean };

/** A table's word in a list. One that cannot be opened kills the process; see mta/exim/lookup. */
export function testedBy(answer: TableAnswer, canBeOpened: boolean): Tested {
  switch (answer.kind) {
    case 'hit':
      return { kind: 'yes', data: answer.value, ...(answer.groups && { groups: answer.groups }) };
    case 'miss':
      return { kind: 'no' };
    case 'unreadable':
      return { kind: 'unknown', why: answer.why };
    case 'broken':
      return { kind: canBeOpened && !answer.isFolder ? 'defer' : 'panic', why: answer.why };
    default:
      return answer satisfies never;
  }
}
