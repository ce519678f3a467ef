import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One line of a recorded table: `expression => answer`; the answer is Failed where Exim cannot or will not expand it. */
export interface Recorded {
  readonly expression: string;
  readonly answer: string;
}

const folder = path.join(import.meta.dirname, 'expansions');
const arrow = ' => ';

export const tables: readonly string[] = readdirSync(folder).sort();

export function readTable(name: string): readonly Recorded[] {
  const lines = readFileSync(path.join(folder, name), 'utf8').split('\n');
  return lines
    .filter((it) => it !== '')
    .map((line) => {
      const at = line.lastIndexOf(arrow);
      // An expression without an answer is one that has not been asked yet.
      return at < 0 ? { expression: line, answer: '' } : { expression: line.slice(0, at), answer: line.slice(at + arrow.length) };
    });
}

export function writeTable(name: string, lines: readonly Recorded[]): void {
  writeFileSync(path.join(folder, name), lines.map((it) => `${it.expression}${arrow}${it.answer}\n`).join(''));
}

/** An answer without the words of Exim's complaint. */
export function answerOf(said: string): string {
  return said.startsWith('Failed: ') ? 'Failed' : said.startsWith('Died: ') ? 'Died' : said;
}
