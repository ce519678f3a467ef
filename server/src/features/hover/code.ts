import { codesIn } from '../../smtp/codes/codesIn.ts';
import { explainCode } from '../../smtp/codes/explain.ts';
import { toMarkdown } from '../../smtp/codes/markdown.ts';
import type { Cursor, Section } from './section.ts';

/** A line that no person wrote is not searched. */
const longestLine = 10_000;

/** What an SMTP reply code or an enhanced status code at the cursor means. */
export function codeAt({ file, text, offset }: Omit<Cursor, 'view' | 'links'>): Section | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  if (longestLine < end - start) return undefined;
  const here = codesIn(text.slice(start, end)).find((it) => start + it.start <= offset && offset <= start + it.end);
  const explanation = here && explainCode(here.text);
  return explanation && { at: { file, start: start + here.start, end: start + here.end }, markdown: toMarkdown(explanation) };
}
