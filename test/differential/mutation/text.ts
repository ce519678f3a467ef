import type { PostfixSite } from '../postfix/answers.ts';
import type { Deployment } from './deployment.ts';

/** A logical line of a file: an entry of a table, or a parameter. */
export interface Line {
  readonly file: string;
  readonly key: string;
  readonly value: string;
  /** With its continuation lines, without the last line break. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const mainCf = '/etc/postfix/main.cf';

/** The logical lines of a file, comments left out. `separator` stands between key and value. */
export function linesOf(file: string, text: string, separator: RegExp): readonly Line[] {
  const res: Line[] = [];
  for (const match of text.matchAll(/^(?![#\s]).+(?:\n(?:[ \t].*|#.*(?=\n[ \t])))*/gm)) {
    const [whole] = match;
    const cut = separator.exec(whole);
    const [key, value] = cut ? [whole.slice(0, cut.index), whole.slice(cut.index + cut[0].length)] : [whole, ''];
    res.push({ file, key, value: value.trim(), text: whole, start: match.index, end: match.index + whole.length });
  }
  return res;
}

export function parametersOf(files: PostfixSite['files']): readonly Line[] {
  return linesOf(mainCf, files[mainCf] ?? '', /\s*=\s*/);
}

export function parameterOf(deployment: Deployment, name: string): Line | undefined {
  return parametersOf(deployment.site.files).find((it) => it.key === name);
}

/** The value with `$name` replaced, as far as main.cf defines the names. */
export function expanded(deployment: Deployment, name: string): string {
  const value = parameterOf(deployment, name)?.value ?? '';
  return value.replace(/\$\{?(\w+)\}?/g, (_, it: string) => expanded(deployment, it));
}

/** The tables that a parameter names and that have a text here: `hash:/etc/aliases`. */
export function tablesOf(
  deployment: Deployment,
  ...parameters: readonly string[]
): readonly { readonly type: string; readonly file: string }[] {
  const found = parameters.flatMap((name) => [...expanded(deployment, name).matchAll(/\b(\w+):(\/[^\s,}]+)/g)]);
  const tables = found.map(([, type = '', file = '']) => ({ type, file }));
  return tables.filter((it, i) => deployment.site.files[it.file] !== undefined && tables.findIndex(({ file }) => file === it.file) === i);
}

const keyed = new Set(['hash', 'lmdb', 'texthash', 'btree', 'cdb']);

/** The entries of the tables of keys that these parameters name. */
export function entriesOf(deployment: Deployment, ...parameters: readonly string[]): readonly Line[] {
  const tables = tablesOf(deployment, ...parameters).filter((it) => keyed.has(it.type));
  return tables.flatMap(({ file }) => linesOf(file, deployment.site.files[file]!, parameters.includes('alias_maps') ? /\s*:\s*/ : /\s+/));
}

export const recipientTables = ['virtual_alias_maps', 'virtual_mailbox_maps', 'relay_recipient_maps'] as const;
export const domainLists = ['mydestination', 'virtual_alias_domains', 'virtual_mailbox_domains', 'relay_domains'] as const;

export function aliasEntries(deployment: Deployment): readonly Line[] {
  return entriesOf(deployment, 'alias_maps');
}

/** The words of a right side that are recipients: no commands, files or lists. */
export function targetsOf({ value }: Line): readonly string[] {
  if (/["|/]|:include:/.test(value)) return [];
  return value.split(/[\s,]+/).filter((it) => it !== '');
}

export function usersOf({ site }: Deployment): readonly Line[] {
  return linesOf('/etc/passwd', site.files['/etc/passwd'] ?? '', /:/).filter(({ value }) => /\/home\//.test(value));
}

/** The file of a line with the line replaced; undefined takes it out. */
export function replaced({ site }: Deployment, line: Line, by: string | undefined): Readonly<Record<string, string>> {
  const text = site.files[line.file] ?? '';
  const end = by === undefined ? line.end + 1 : line.end;
  return { [line.file]: text.slice(0, line.start) + (by ?? '') + text.slice(end) };
}

export function appended({ site }: Deployment, file: string, line: string): Readonly<Record<string, string>> {
  return { [file]: `${site.files[file] ?? ''}${line}\n` };
}

/** The text of the line with the first such word of its value replaced. */
export function withWord({ text, key }: Line, word: string, by: string): string {
  const at = text.indexOf(word, key.length);
  return text.slice(0, at) + by + text.slice(at + word.length);
}

/** A word as hurried fingers write it: letters swapped, lost, doubled, or the one beside it on the keyboard. */
export function misspelled(word: string, way: number): string {
  const letters = [...word];
  const middle = Math.max(1, Math.floor(letters.length / 2));
  const isSame = letters[middle] === letters[middle - 1];
  switch (way % 4) {
    case 0:
      return isSame
        ? lost()
        : [...letters.slice(0, middle - 1), letters[middle], letters[middle - 1], ...letters.slice(middle + 1)].join('');
    case 1:
      return lost();
    case 2:
      return [...letters.slice(0, middle), letters[middle - 1], ...letters.slice(middle)].join('');
    default:
      return [...letters.slice(0, -1), beside(letters.at(-1)!)].join('');
  }
  function lost(): string {
    return [...letters.slice(0, middle), ...letters.slice(middle + 1)].join('');
  }
}

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

function beside(letter: string): string {
  const row = rows.find((it) => it.includes(letter.toLowerCase()));
  if (row === undefined) return `${letter}x`;
  const at = row.indexOf(letter.toLowerCase());
  return row[at === 0 ? 1 : at - 1]!;
}
