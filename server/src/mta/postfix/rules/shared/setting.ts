import { appendLine, insertLineBelow, removeLines, replaceWord } from '../../../../core/edits.ts';
import type { Fix } from '../../../../core/rule.ts';
import type { Edit } from '../../../../core/text.ts';
import type { Postfix } from '../../system.ts';

/** Gives a parameter of main.cf a value: in the line that holds now, or in a new one below that of another parameter. */
export function setParameter({ mainCf, parameters }: Postfix, parameter: string, value: string, neighbor: string): Edit {
  const own = mainCf.parameters.findLast((it) => it.name.text === parameter);
  // With its equals sign, as an empty value has no place of its own.
  if (own) return replaceWord({ ...own.at, end: Math.max(own.at.end, own.valueAt.end) }, `${parameter} = ${value}`.trimEnd());
  const line = `${parameter} = ${value}`.trimEnd();
  const below = parameters.assignment(neighbor)?.at;
  return below?.file === mainCf.file ? insertLineBelow(mainCf.text, below, line) : appendLine(mainCf.file, mainCf.text, line);
}

/** Takes the line of a parameter out of main.cf, so that the built-in value holds. */
export function removeParameter({ mainCf }: Postfix, parameter: string): Fix[] {
  const all = mainCf.parameters.filter((it) => it.name.text === parameter);
  return all.length === 0 ? [] : [{ title: `Remove ${parameter}`, edits: all.map((it) => removeLines(mainCf.text, it.at)) }];
}
