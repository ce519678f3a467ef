import { appendLine, insertLineBelow, insertText } from '../../../../core/edits.ts';
import type { Fix } from '../../../../core/rule.ts';
import type { Postfix } from '../../system.ts';

/** Adds a word to the end of a parameter's list; writes the parameter below another one where it is not written yet. */
export function addToList(system: Postfix, parameter: string, word: string, neighbor: string): Fix {
  const { mainCf, parameters } = system;
  const title = `Add ${word} to ${parameter}`;
  const own = mainCf.parameters.findLast((it) => it.name.text === parameter);
  if (own) {
    const isEmpty = own.value.length === 0;
    const { file, end } = own.valueAt;
    const text = `${isEmpty && mainCf.text[end - 1] === '=' ? ' ' : ''}${isEmpty ? '' : ', '}${word}`;
    return { title, edits: [insertText(file, end, text)] };
  }
  const line = `${parameter} = ${word}`;
  const below = parameters.assignment(neighbor)?.at;
  const edit = below?.file === mainCf.file ? insertLineBelow(mainCf.text, below, line) : appendLine(mainCf.file, mainCf.text, line);
  return { title, edits: [edit] };
}
