/** A place in a fixture and what is said about it. `also: …` is the convention for related information. */
export interface Mark {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  readonly marks: readonly Mark[];
  readonly cursor?: { readonly file: string; readonly offset: number };
  /** Files whose letters are one byte each, as Latin-1 has them. */
  readonly latin: ReadonlySet<string>;
  /** How long ago the files were written that say so, in milliseconds; the others were written just now. */
  readonly ages: ReadonlyMap<string, number>;
}

const firstFile = 'main.cf';
const header = /^-- (\S.*?)(?: \((?:age (\d+)([smhd])|(latin-1))\))? --\n?$/;
const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads the little language of our tests.
 *
 *   -- /etc/postfix/main.cf --        a file begins; text before the first header is main.cf
 *   mydestination = example.com
 *                   ^^^^^^^^^^^ text  a mark on the line above; the line itself is taken out
 *   my<|>origin = example.com         the cursor
 *   -- /etc/postfix/virtual.db (age 3d) --   a file that was written three days ago (s, m, h, d)
 *   -- /etc/aliases (latin-1) --             a file that is not written in UTF-8
 *
 * A mark may be longer than its line: it then goes on in the next one. A file may be empty.
 */
export function parseFixture(source: string): Fixture {
  const files = new Map<string, string>();
  const marks: Mark[] = [];
  const ages = new Map<string, number>();
  const latin = new Set<string>();
  let cursor: Fixture['cursor'];
  let file: string | undefined;
  let lineStart = 0;

  for (const line of source.replace(/^\n/, '').split(/(?<=\n)/)) {
    const begins = header.exec(line);
    if (begins) {
      file = begins[1]!;
      if (files.has(file)) throw new Error(`the fixture has two files ${file}`);
      files.set(file, '');
      if (begins[4]) latin.add(file);
      if (begins[2]) ages.set(file, Number(begins[2]) * units[begins[3] as keyof typeof units]);
      lineStart = 0;
      continue;
    }
    if (line === '') continue;
    file ??= firstFile;
    const mark = /^( *)(\^+)(?: (.*))?\n?$/.exec(line);
    if (mark) {
      const start = lineStart + mark[1]!.length;
      marks.push({ file, start, end: start + mark[2]!.length, text: mark[3] ?? '' });
      continue;
    }
    const text = files.get(file) ?? '';
    lineStart = text.length;
    const at = line.indexOf('<|>');
    if (0 <= at) cursor = { file, offset: lineStart + at };
    files.set(file, text + line.replace('<|>', ''));
  }
  return { files, marks, ages, latin, ...(cursor && { cursor }) };
}

/** The inverse: the files with their marks drawn in, in the order of the text. A failing test shows two texts, not two numbers. */
export function drawMarks(files: ReadonlyMap<string, string>, marks: readonly Mark[]): string {
  return [...files].map(([file, text]) => `-- ${file} --\n${drawFile(text, marksOf(file, marks))}`).join('');
}

function drawFile(text: string, marks: readonly Mark[]): string {
  let drawn = '';
  let start = 0;
  const lines = text === '' ? [''] : text.split(/(?<=\n)/);
  for (const line of lines) {
    const end = start + line.length;
    const isLast = end === text.length;
    drawn += line;
    // An empty range at the end of the text has no line of its own.
    const here = marks.filter((it) => start <= it.start && (it.start < end || (isLast && it.start === end)));
    if (0 < here.length && !line.endsWith('\n')) drawn += '\n';
    for (const it of here) {
      const carets = '^'.repeat(Math.max(1, it.end - it.start));
      drawn += `${' '.repeat(it.start - start)}${carets}${it.text === '' ? '' : ` ${it.text}`}\n`;
    }
    start = end;
  }
  return drawn;
}

function marksOf(file: string, marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((it) => it.file === file).sort((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1));
}
