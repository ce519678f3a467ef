import { distance } from 'fastest-levenshtein';

const MOST_EDITS = 2;
/** Names that are looked through, and comparisons that one check may cost: in a table of a million, not every mistake gets a suggestion. */
const MOST_NAMES = 50_000;
const MOST_COMPARISONS = 500_000;

/** Asked for a word, the known name that is most alike: at most two edits away and at most half of the word. The names are walked once, at the first question. */
export function nearNames(known: () => Iterable<string>): (word: string) => string | undefined {
  let byLength: Map<number, string[]> | undefined;
  let left = MOST_COMPARISONS;
  return (word) => {
    if (left <= 0) return undefined;
    byLength ??= grouped(known());
    const most = mostEdits(word);
    let best: string | undefined;
    let least = most + 1;
    for (let length = word.length - most; length <= word.length + most; length++) {
      for (const name of byLength.get(length) ?? []) {
        if (--left < 0) return best;
        const edits = name === word ? least : distance(word, name);
        if (edits < least) [best, least] = [name, edits];
      }
    }
    return best;
  };
}

/** The same for one word among a few names. */
export function nearName(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = mostEdits(word) + 1;
  for (const name of known) {
    if (least <= Math.abs(name.length - word.length) || name === word) continue;
    const edits = distance(word, name);
    if (edits < least) [best, least] = [name, edits];
  }
  return best;
}

function mostEdits(word: string): number {
  return Math.min(MOST_EDITS, Math.floor(word.length / 2));
}

function grouped(names: Iterable<string>): Map<number, string[]> {
  const res = new Map<number, string[]>();
  let left = MOST_NAMES;
  for (const name of names) {
    if (--left < 0) break;
    const group = res.get(name.length);
    if (group) group.push(name);
    else res.set(name.length, [name]);
  }
  return res;
}
