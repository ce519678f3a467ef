/** What counts as true: `lax` as the option condition of a router reads it, otherwise as an ACL does. */
export function truth(text: string, lax: boolean): boolean | undefined {
  const word = text.trim();
  if (word === '') return false;
  if (/^-?\d*$/.test(word)) return lax && 1 < word.length ? true : !/^-?0*$/.test(word);
  if (/^(true|yes)$/i.test(word)) return true;
  if (/^(false|no)$/i.test(word)) return false;
  return lax ? true : undefined;
}
