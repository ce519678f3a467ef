import { removeLines } from '../../../core/edits.ts';
import type { Rule } from '../../../core/rule.ts';
import { rightSide, type TableFile } from '../../../formats/postmapTable.ts';
import type { Postfix } from '../system.ts';
import { type TableSource, tableSources } from './shared/tableSources.ts';

export const duplicateEntry: Rule<Postfix> = {
  id: 'postfix/duplicate-entry',
  severity: 'warning',
  summary: 'A table has two entries for one key',
  source:
    'postmap(1) and postalias(1): "duplicate entry"; asked of Postfix 3.7: the first entry holds, and a texthash: table is not opened',
  why: `
postmap and postalias keep the first entry of a key and print a warning for each later one, which is easily missed: its
recipients get nothing. Letter case makes no difference to a key. A texthash: table with two entries for one key is not
opened at all, so everything that needs it is put off with \`451 4.3.0\`.`,
  examples: [
    {
      title: 'A virtual alias that was extended by a second line',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
info@example.net root
^^^^^^^^^^^^^^^^ also: the entry that is used
Info@example.net postmaster
^^^^^^^^^^^^^^^^ the entry for Info@example.net stands on line 1 already, so this one is never used
`,
      fixed: `
info@example.net root
`,
    },
    {
      title: 'An alias',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
-- /etc/aliases --
# Somebody reads this.
postmaster: root
^^^^^^^^^^ also: the entry that is used
abuse: root
postmaster: admin@example.org
^^^^^^^^^^ the entry for postmaster stands on line 2 already, so this one is never used
`,
      fixed: `
# Somebody reads this.
postmaster: root
abuse: root
`,
    },
    {
      title: 'A table that is read as text',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = texthash:/etc/postfix/virtual
-- virtual --
info@example.net root
^^^^^^^^^^^^^^^^ also: the first entry
sales@example.net root
info@example.net root
^^^^^^^^^^^^^^^^ the entry for info@example.net stands on line 1 already, so Postfix does not open this texthash: table and puts off whatever needs it
`,
      fixed: `
info@example.net root
sales@example.net root
`,
    },
    {
      title: 'Each key once',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- virtual --
info@example.net root, postmaster
sales@example.net root
`,
    },
  ],

  *check(system) {
    for (const source of tableSources(system)) {
      const { file } = source;
      const { rows, text } = file;
      let lines: readonly number[] | undefined;
      for (const row of rows.repeated) {
        const first = rows.find(rows.key(row));
        lines ??= lineStarts(text);
        const isText = source.type === 'texthash';
        const key = rows.key(row);
        const beginning = `the entry for ${key} stands on line ${lineAt(lines, rows.keyAt(first).start)} already`;
        const consequence = isText
          ? 'so Postfix does not open this texthash: table and puts off whatever needs it'
          : 'so this one is never used';
        yield {
          at: rows.keyAt(row),
          message: `${beginning}, ${consequence}`,
          related: [{ at: rows.keyAt(first), message: isText ? 'the first entry' : 'the entry that is used' }],
          // Nobody misses an entry that says the same once more.
          fixes: [{ ...removed(source, row, key), safe: isSame(file, first, row) }],
          ...(!isText && isSame(file, first, row) ? { severity: 'info' as const } : {}),
        };
      }
    }
  },
};

function removed({ file, build }: TableSource, row: number, key: string) {
  const fix = { title: `Remove this entry for ${key}`, edits: [removeLines(file.text, file.rows.at(row))] };
  return build === undefined ? fix : { ...fix, command: build };
}

function isSame({ rows }: TableFile, first: number, row: number): boolean {
  return rightSide(rows, first) === rightSide(rows, row);
}

/** A table may have as many duplicates as lines, so nobody counts lines for each of them anew. */
function lineStarts(text: string): number[] {
  const res = [0];
  for (let i = text.indexOf('\n'); 0 <= i; i = text.indexOf('\n', i + 1)) res.push(i + 1);
  return res;
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
