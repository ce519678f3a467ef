import { error, type Stop } from './frame.ts';

const LETTERS = 'abcdefghijklmnopqrtsuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const PRIMES: readonly bigint[] = [
  2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n, 73n, 79n, 83n, 89n, 97n, 101n, 103n,
  107n, 109n, 113n,
]; // biome-ignore format: a table reads best as one

/** `${substr{start}{length}{text}}`; a negative start counts from the end, a negative length means "not given". Source: extract_substr(). */
export function substring(text: string, start: number, length: number): string {
  const { length: whole } = text;
  if (0 <= start) {
    if (whole < start) return '';
    return length < 0 ? text.slice(start) : text.slice(start, start + length);
  }
  const from = start + whole;
  if (from < 0) return text.slice(0, Math.max(0, length < 0 ? 0 : length + from));
  return length < 0 ? text.slice(0, from) : text.slice(from, from + length);
}

/** The old hash of a text: `length` letters out of `count`. Source: compute_hash(). */
export function letterHash(text: string, length: number, count: number): string | Stop {
  const letters = count < 0 ? 26 : count;
  if (LETTERS.length < letters) return error(`${letters} letters are too many for a hash`);
  if (text.length <= length) return text;
  const bytes = [...text].map((it) => it.charCodeAt(0));
  let to = 0;
  for (let from = length; from < text.length; from++) {
    const code = bytes[from]!;
    const shift = (code + from) & 7;
    bytes[to] = (bytes[to] ?? 0) ^ (((code << shift) | (code >> (8 - shift))) & 255);
    if (length <= ++to) to = 0;
  }
  return bytes
    .slice(0, length)
    .map((it) => LETTERS[it % letters]!)
    .join('');
}

/** The numeric hash: one number below `first`, or two with a slash between. Source: compute_nhash(). */
export function numberHash(text: string, first: number, second: number): string | Stop {
  let total = 0n;
  let i = 0;
  for (const char of text) {
    if (i === 0) i = PRIMES.length - 1;
    total += PRIMES[i--]! * BigInt(char.charCodeAt(0));
  }
  if (first === 0 || second === 0) return error('a hash of no numbers');
  if (second < 0) return String(total % BigInt(first));
  const rest = total % BigInt(first * second);
  return `${rest / BigInt(second)}/${rest % BigInt(second)}`;
}
