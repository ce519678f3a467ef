import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';

const folder = path.join(import.meta.dirname, 'configurations');

/** Configurations that Exim 4.96 begins with, which hold whatever such files hold, by name. */
export const configurations: ReadonlyMap<string, string> = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
);

export interface Mutant {
  /** The configuration that it was, and what was done to it. */
  readonly title: string;
  readonly text: string;
}

const spice = [...'"\\=:!#{}0xX._,;-$\t \r\0\v\f\n', '\\\n', '\u00a0', '\uFEFF', 'é', 'no_', 'hide ', 'begin ', '.include /etc\n'];

/** One of these configurations with one mistake in it. */
export function mutants(of: ReadonlyMap<string, string> = configurations): fc.Arbitrary<Mutant> {
  const one = fc.constantFrom(...of);
  return fc
    .tuple(one, fc.constantFrom(...mistakes), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(1000))
    .map(([[name, text], { title, make }, where, which]) => ({ title: `${name}, ${title}`, text: make(text, where, which) }));
}

/** What people and tools do to a text: `where` is a share of it, `which` chooses one of several ways. */
interface Mistake {
  readonly title: string;
  make(text: string, where: number, which: number): string;
}

const mistakes: readonly Mistake[] = [
  { title: 'a line gone', make: (text, where) => onLines(text, where, () => []) },
  { title: 'a line twice', make: (text, where) => onLines(text, where, (line) => [line, line]) },
  { title: 'two lines in one', make: (text, where) => onLines(text, where, (line, next) => [line + next], 2) },
  { title: 'a line elsewhere', make: (text, where, which) => onLines(text, where, (line) => [line, text.split('\n')[which] ?? '']) },
  { title: 'cut', make: (text, where) => text.slice(0, where * text.length) },
  { title: 'a letter gone', make: (text, where) => spliced(text, where, 1, '') },
  { title: 'something put in', make: (text, where, which) => spliced(text, where, 0, spice[which % spice.length]!) },
  { title: 'a letter for another', make: (text, where, which) => spliced(text, where, 1, spice[which % spice.length]!) },
  { title: 'a byte order mark', make: (text) => `\uFEFF${text}` },
  {
    title: 'carriage returns',
    make: (text, where) => text.slice(0, where * text.length) + text.slice(where * text.length).replaceAll('\n', '\r\n'),
  },
  { title: 'a word for another', make: (text, where, which) => withAnotherWord(text, where, which) },
];

function onLines(text: string, where: number, make: (line: string, next: string) => readonly string[], count = 1): string {
  const lines = text.split('\n');
  const i = Math.floor(where * lines.length);
  return lines.toSpliced(i, count, ...make(lines[i]!, lines[i + 1] ?? '')).join('\n');
}

function spliced(text: string, where: number, gone: number, added: string): string {
  const at = Math.floor(where * text.length);
  return text.slice(0, at) + added + text.slice(at + gone);
}

function withAnotherWord(text: string, where: number, which: number): string {
  const words = [...text.matchAll(/[\w.]+/g)];
  const word = words[Math.floor(where * words.length)]!;
  return text.slice(0, word.index) + words[which % words.length]![0] + text.slice(word.index + word[0].length);
}
