import { asciiLower } from '../expand/conditions.ts';

/** Finds names among the lines of a list without asking each line. */
export interface LineIndex {
  /** The numbers of the lines that are one of the names, and of all that are more than a name, in their order. */
  find(names: readonly string[]): readonly number[];
}

/** A domain, a local part or an address, which fits who is called so: no pattern, exclusion, lookup or named list. */
const PLAIN = /^[\w.-]+(?:@[\w.-]+)?$/;

export function lineIndex(lines: readonly string[]): LineIndex {
  const plain = new Map<string, number[]>();
  const others: number[] = [];
  for (const [i, line] of lines.entries()) {
    if (!PLAIN.test(line)) {
      others.push(i);
      continue;
    }
    const name = asciiLower(line);
    const same = plain.get(name);
    if (same) same.push(i);
    else plain.set(name, [i]);
  }
  return {
    find(names) {
      const named = names.flatMap((it) => plain.get(asciiLower(it)) ?? []);
      return named.length === 0 ? others : [...others, ...named].sort((a, b) => a - b);
    },
  };
}
