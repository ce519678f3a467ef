import type { Finding, Rule } from '../../../core/rule.ts';
import type { FileId } from '../../../core/text.ts';
import type { Postfix } from '../system.ts';
import { vocabulary } from '../vocabulary/index.ts';
import { tableSources } from './shared/tableSources.ts';

export const commentBeforeContinuation: Rule<Postfix> = {
  id: 'postfix/comment-before-continuation',
  severity: 'warning',
  summary: 'Only the first line of an entry is commented out, and the rest goes on with the entry above',
  source: 'postconf(5) and postmap(1): a comment does not end an entry that goes on in an indented line; asked of Postfix 3.7',
  why: `
A comment ends with its line, and an indented line below it continues whatever stood above the comment. Of an entry in several lines each has to be
commented out; with the first alone its words become part of another value: domains of another list, recipients of another alias.`,
  examples: [
    {
      title: 'A parameter',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
#virtual_alias_maps =
 ^^^^^^^^^^^^^^^^^^ virtual_alias_maps is commented out, and the indented lines below belong to virtual_alias_domains
  hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
`,
    },
    {
      title: 'An alias',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: root
# staff: root,
  ^^^^^ staff is commented out, and the indented lines below belong to postmaster
    admin@example.org
`,
    },
    {
      title: 'All lines of an entry, and comments inside a list',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
#relay_domains =
#  example.net
mydestination = $myhostname,
# our old name
  example.org,
# example.com,
  localhost
`,
    },
  ],

  *check(system) {
    const { mainCf } = system;
    const names = mainCf.parameters.map((it) => ({ name: it.name.text, start: it.name.at.start }));
    for (const it of cutOff(mainCf.file, mainCf.text, /^#[ \t]*([a-z]\w*)[ \t]*=(?!=)/, names))
      if (vocabulary.has(it.word)) yield it.finding;
    for (const { file, isAliases } of tableSources(system)) {
      if (!/\n#.*\n[ \t]+[^\s#]/.test(file.text)) continue;
      const { rows } = file;
      const keys = Array.from({ length: rows.count }, (_, row) => ({ name: rows.key(row), start: rows.keyAt(row).start }));
      const pattern = isAliases
        ? /^#[ \t]*([\w.+-]+)[ \t]*:[ \t]*\S.*,[ \t]*$/
        : /^#[ \t]*([^\s@#]*@[\w-]+(?:\.[\w-]+)+)[ \t]+\S.*,[ \t]*$/;
      for (const it of cutOff(file.file, file.text, pattern, keys)) yield it.finding;
    }
  },
};

interface CutOff {
  readonly word: string;
  readonly finding: Finding;
}

/** Comments that look like the first line of an entry, with an indented line right below. */
function* cutOff(
  file: FileId,
  text: string,
  first: RegExp,
  entries: readonly { readonly name: string; readonly start: number }[],
): Generator<CutOff> {
  let start = 0;
  for (const line of text.split('\n')) {
    const word = first.exec(line)?.[1];
    const next = start + line.length + 1;
    const above = word !== undefined && /^[ \t]+[^\s#]/.test(text.slice(next)) ? entries.findLast((it) => it.start < start) : undefined;
    if (word !== undefined && above) {
      const from = start + line.indexOf(word);
      const message = `${word} is commented out, and the indented lines below belong to ${above.name}`;
      yield { word, finding: { at: { file, start: from, end: from + word.length }, message } };
    }
    start = next;
  }
}
