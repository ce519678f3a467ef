import type { Files } from './files.ts';

/**
 * Names of users from the settings: a word with a slash is a passwd file, any other a name. Undefined where nothing can be
 * said, since a file that cannot be read is no proof that nobody is there.
 */
export function localUsersOf(words: readonly string[], files: Files, note: (message: string) => void): ReadonlySet<string> | undefined {
  if (words.length === 0) return undefined;
  const names = new Set<string>();
  for (const word of words) {
    if (!word.includes('/')) {
      names.add(word);
      continue;
    }
    const read = files.text(word);
    if (read.kind !== 'text') {
      note(`the file of local users ${word} cannot be read, so local users are taken as unknown`);
      return undefined;
    }
    for (const line of read.text.split('\n')) {
      const name = /^([^#:\s][^:]*)/.exec(line)?.[1]?.trim();
      if (name) names.add(name);
    }
  }
  return names;
}
