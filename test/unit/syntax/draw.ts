import { expect } from 'vitest';
import type { Entry, Format, ParsedFile } from '../../../server/src/core/syntax.ts';
import type { AliasTarget } from '../../../server/src/formats/aliases.ts';
import type { TableFlaw } from '../../../server/src/formats/postmapTable.ts';
import type { CidrRule } from '../../../server/src/mta/postfix/syntax/cidrTable.ts';
import type { PatternRule } from '../../../server/src/mta/postfix/syntax/patternTable.ts';
import { drawMarks, parseFixture } from '../fixture.ts';

/** The marks of the source are exactly the problems of the text; what was read is drawn as the second text. */
export function checkSyntax(format: Format, source: string, tree: string): void {
  const { files, marks } = parseFixture(source);
  const [file, text] = [...files][0]!;
  const parsed = format.parse(file, text);
  const found = parsed.problems.map((it) => ({ ...it.at, text: it.message }));
  expect(drawMarks(files, found)).toBe(drawMarks(files, marks));
  expect(drawTree(parsed)).toBe(tree.replace(/^\n/, ''));
}

/** An entry a line: kind, name and values in quotes as the reader understood them, with their body below. */
export function drawTree({ entries, ...file }: ParsedFile): string {
  const flaws = 'flaws' in file ? (file.flaws as readonly TableFlaw[]) : [];
  const skipped = flaws.map((it) => `skipped ${it.kind}: ${quoted(file.text.slice(it.at.start, it.at.end))}\n`);
  return [...entries.map((it) => drawEntry(it, '')), ...skipped].join('');
}

function drawEntry({ kind, name, values, body }: Entry, indent: string): string {
  const line = `${indent}${kind} ${quoted(name.text)}${values.map((it) => ` ${quoted(it.text)}`).join('')}\n`;
  return line + body.map((it) => drawEntry(it, `${indent}  `)).join('');
}

export function drawTargets(targets: readonly AliasTarget[]): string {
  return targets.map((it) => `${it.kind} ${it.text}`).join(' | ');
}

/** The rules of a pattern table as they will be asked, with what JavaScript makes of them. */
export function drawRules(rules: readonly (PatternRule | CidrRule)[], indent = ''): string {
  return rules
    .map((it) => {
      const what = 'network' in it ? `${it.network.bytes.join('.')}/${it.network.prefix}` : `${it.pattern} ${it.test.kind}`;
      const head = `${indent}${it.kind}${it.negated ? ' not' : ''} ${what}`;
      return it.kind === 'if' ? `${head}\n${drawRules(it.body, `${indent}  `)}` : `${head} -> ${it.result}\n`;
    })
    .join('');
}

function quoted(text: string): string {
  return `«${JSON.stringify(text).replaceAll('\\"', '"').slice(1, -1)}»`;
}
