import { holds } from './conditions.ts';
import { evaluateExtract, evaluateListExtract } from './extract.ts';
import { type Emitted, error, type Frame, type Piece, piece, type Result, unknown } from './frame.ts';
import { evaluateFunction } from './functions.ts';
import { evaluateFilter, evaluateMap, evaluateReduce, evaluateSort } from './iterate.ts';
import { evaluateLookup } from './lookup.ts';
import type { Branches, Node, Template } from './nodes.ts';
import { evaluateOperator } from './operators.ts';

const DEEPEST = 60;
const MOST_LETTERS = 1_000_000;

/** The text of a template, its pieces in the order in which Exim makes them; the first that has none stops it. */
export function evaluate(template: Template, frame: Frame): Result {
  if (DEEPEST < frame.depth) return unknown('the expansions are nested too deep');
  const below = { ...frame, depth: frame.depth + 1 };
  const emitted: Emitted[] = [];
  let tainted = false;
  let text = '';
  for (const node of template.nodes) {
    const res = evaluateNode(node, below);
    if (res.kind !== 'text') return res;
    if (res.text === '') continue;
    tainted ||= res.tainted;
    text += res.text;
    if (MOST_LETTERS < text.length) return unknown('the text grows beyond all bounds');
    // What was made further in stands at the innermost place that is known.
    emitted.push(...(res.emitted ?? [{ start: node.start, end: node.end, text: res.text, verbatim: false }]));
  }
  return { kind: 'text', text, tainted, emitted };
}

/** All templates, or why one of them has no text. */
export function evaluateAll(templates: readonly Template[], frame: Frame): readonly Piece[] | Exclude<Result, Piece> {
  const res: Piece[] = [];
  for (const template of templates) {
    const one = evaluate(template, frame);
    if (one.kind !== 'text') return one;
    res.push(one);
  }
  return res;
}

/** The branch that an answer leads to. Without branches a found value stands for itself. Source: process_yesno(). */
export function choose(branches: Branches, yes: boolean, ifYes: Frame, otherwise: Frame, found: Piece): Result {
  if (!branches.yes) return yes ? found : piece('');
  if (yes) return evaluate(branches.yes, ifYes);
  if (branches.no === undefined) return piece('');
  return branches.no === 'fail' ? { kind: 'forced-fail' } : evaluate(branches.no, otherwise);
}

function evaluateNode(node: Node, frame: Frame): Result {
  switch (node.kind) {
    case 'literal':
      if (node.text.includes('\0')) return unknown('a letter of the value 0 ends a text somewhere');
      return { ...piece(node.text), emitted: [{ start: node.start, end: node.end, text: node.text, verbatim: node.verbatim }] };
    case 'variable':
      return variable(node.name, frame, node);
    case 'group':
      if (frame.state.disturbed) return unknown('what a filter has left in $1 is left to Exim');
      return frame.groups ? (frame.groups[node.number] ?? piece('')) : outerGroup(node.number, frame);
    case 'header':
      return frame.scope.isBeforeData ? piece('') : unknown(`the header ${node.name} stands in no file`);
    case 'if': {
      const answer = holds(node.condition, frame);
      if (answer.kind !== 'answer') return answer;
      return choose(node.branches, answer.holds, answer.frame, answer.frame, piece('true'));
    }
    case 'lookup':
      return evaluateLookup(node, frame);
    case 'extract':
      return evaluateExtract(node, frame);
    case 'listextract':
      return evaluateListExtract(node, frame);
    case 'map':
      return evaluateMap(node.list, node.each, frame);
    case 'filter':
      return evaluateFilter(node.list, node.each, frame);
    case 'reduce':
      return evaluateReduce(node.list, node.first, node.each, frame);
    case 'sort':
      return evaluateSort(node.list, node.operator, node.each, frame);
    case 'function':
      return evaluateFunction(node.name, node.parts, frame);
    case 'operator':
      return evaluateOperator(node.name, node.argument, node.of, frame);
    case 'opaque':
      return unknown(`no file tells what \${${node.name}} gives`);
    default:
      return node satisfies never;
  }
}

/** $value and $item belong to the expansion, all others to the message. */
function variable(name: string, frame: Frame, at: { readonly start: number; readonly end: number }): Result {
  if (name === 'value' && frame.state.disturbed) return unknown('what a filter has left in $value is left to Exim');
  const own = name === 'value' ? frame.value : name === 'item' ? frame.item : undefined;
  if (own) return moved(own, at);
  const found = frame.scope.variable(name);
  if (found === undefined) return name === 'value' || name === 'item' ? piece('') : error(`Exim has no variable $${name}`);
  return found.kind === 'value' ? piece(found.text, found.tainted) : unknown(found.why);
}

/** The same text as it is put in at another place. */
export function moved(own: Piece, { start, end }: { readonly start: number; readonly end: number }): Piece {
  const emitted = own.emitted?.map((it) => ({ ...it, start, end, verbatim: false }));
  return { kind: 'text', text: own.text, tainted: own.tainted, ...(emitted && { emitted }) };
}

function outerGroup(number: number, { scope }: Frame): Result {
  const found = scope.variable(String(number));
  if (found === undefined) return piece('');
  return found.kind === 'value' ? piece(found.text, found.tainted) : unknown(found.why);
}
