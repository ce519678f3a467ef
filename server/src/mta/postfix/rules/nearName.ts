import { distance } from 'fastest-levenshtein';

const MOST_EDITS = 2;

/** The known name that is most alike, at most two edits away and at most half of the word; undefined where none is. */
export function nearName(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(MOST_EDITS, Math.floor(word.length / 2)) + 1;
  for (const name of known) {
    if (name === word || least <= Math.abs(name.length - word.length)) continue;
    const edits = distance(word, name);
    if (edits < least) [best, least] = [name, edits];
  }
  return best;
}
