import { embedded, joined, madeBy, type Sourced, sliced } from '../../../core/sourced.ts';
import { evaluate } from './evaluate.ts';
import { type Emitted, type Frame, type Result, unknown } from './frame.ts';
import { parseTemplate } from './parse.ts';
import type { Asked, Expansion, Scope } from './scope.ts';

/**
 * Expands a string as Exim 4.96 does: the value, a forced failure, an error, or `unknown` where no file tells.
 * What the string is made of keeps its place: see `Expansion`.
 */
export function expand(source: Sourced, scope: Scope): Expansion {
  const asked: Asked[] = [];
  const { text } = source;
  if (!/[$\\]/.test(text)) return { kind: 'value', value: source, tainted: false, asked };
  const parsed = parseTemplate(text);
  if ('kind' in parsed) return { kind: 'error', why: `${parsed.why}, in "${shortened(text)}"`, temporary: false, asked };
  const stranger = [...parsed.variables].find((it) => it !== 'value' && it !== 'item' && !scope.variable(it));
  if (stranger !== undefined) return { kind: 'error', why: `Exim has no variable $${stranger}`, temporary: false, asked };
  const frame: Frame = { scope, value: undefined, item: undefined, asked, depth: 0, state: { disturbed: parsed.leaks, gone: new Set() } };
  const evaluated = evaluate(parsed.template, frame);
  const isSure = evaluated.kind !== 'text' || parsed.eager.every((it) => frame.state.gone.has(it));
  const result: Result = isSure ? evaluated : unknown('Exim tries the items of a list in a branch that is not taken, and may fail there');
  switch (result.kind) {
    case 'text':
      return { kind: 'value', value: placed(source, result.emitted ?? [], result.text), tainted: result.tainted, asked };
    case 'unknown':
      return { ...result, ask: `exim -be ${quoted(text)}`, asked };
    default:
      return { ...result, asked };
  }
}

/** The text of an expansion alone; undefined where there is none. */
export function expandedText(source: Sourced, scope: Scope): string | undefined {
  const res = expand(source, scope);
  return res.kind === 'value' ? res.value.text : undefined;
}

function placed(source: Sourced, emitted: readonly Emitted[], text: string): Sourced {
  const parts = emitted.filter((it) => it.text !== '').map((it) => placedPiece(source, it));
  const res = joined(parts);
  return res.text === text ? res : madeBy(source, text);
}

function placedPiece(source: Sourced, { start, end, text, verbatim, found }: Emitted): Sourced {
  const token = sliced(source, start, end);
  if (verbatim) return token;
  if (found?.letters?.text === text) return embedded(found.letters, found.table, token);
  return madeBy(token, text);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function shortened(text: string): string {
  return text.length < 60 ? text : `${text.slice(0, 57)}…`;
}
