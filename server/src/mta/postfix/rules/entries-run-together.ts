import { insertText } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { Postfix } from '../system.ts';
import { type TableSource, tableSources } from './shared/tableSources.ts';

export const entriesRunTogether: Rule<Postfix> = {
  id: 'postfix/entries-run-together',
  severity: 'warning',
  summary: 'Two entries stand on one line, so the second counts for nothing',
  source: 'postmap(1) and aliases(5): an entry ends with its line; asked of Postfix 3.7: 550 5.1.1 for the second',
  why: `
A script that appends to a file whose last line has no line break glues its entry to the one before. The value of the first takes in the second,
whose address gets \`550 5.1.1 User unknown\`, and where the value is a list of recipients, those are wrong too. Postfix says nothing about it.`,
  examples: [
    {
      title: 'A list of recipients',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/relay_recipients --
alice@example.net OKbob@example.net OK
                  ^^^^^^^^^^^^^^^^^ another entry begins inside this value, as the line break before it is missing
`,
    },
    {
      title: 'Aliases, and virtual aliases',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net alice@example.orgsales@example.net bob@example.org
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ another entry begins inside this value, as the line break before it is missing
-- /etc/aliases --
postmaster: rootabuse: root
            ^^^^^^^^^^ another entry begins inside this value, as the line break before it is missing
`,
    },
    {
      title: 'Lists of recipients, commands and files',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
virtual_mailbox_domains = example.org
virtual_mailbox_maps = hash:/etc/postfix/vmailbox
-- /etc/postfix/virtual --
info@example.net alice@example.com bob@example.com, "odd@name"@example.com
-- /etc/postfix/vmailbox --
alice@example.org example.org/alice@example.org/
bob@example.org bob@example.org
-- /etc/aliases --
postmaster: root
list: :include:/etc/list, "|/usr/bin/report: daily"
`,
    },
  ],

  *check(system) {
    for (const source of tableSources(system)) {
      const { settings } = source;
      if (source.isAliases) yield* gluedIn(source, () => GLUED_NAME);
      else if ([...settings].some((it) => LISTS.has(it))) yield* gluedIn(source, () => GLUED_ADDRESS);
      // The value of a line for a whole domain is never used, and mostly one word.
      else if (settings.has('virtual_alias_maps')) yield* gluedIn(source, (key) => (key.includes('@') ? TWO_ADDRESSES : GLUED_ADDRESS));
    }
  },
};

/** Tables whose values are single words. */
const LISTS = new Set(['virtual_mailbox_maps', 'relay_recipient_maps', 'local_recipient_maps']);

/** A word that ends with an address, and another one behind it. */
const GLUED_ADDRESS = /^\S*\w@[\w-]+(?:\.[\w-]+)+(?=[ \t]+\S)/;
/** A word with a domain and, after it, another address. */
const TWO_ADDRESSES = /(?<![^\s,])[^\s,"@]+@[^\s,"@]+@[\w-]+(?:\.[\w-]+)+(?=[ \t]+\S)/;
/** A word with a colon at its end; :include: and quoted commands have theirs elsewhere. */
const GLUED_NAME = /(?<![^\s,])(?::include:)?[^\s,":|]+:(?=[ \t]+\S)/;

function* gluedIn({ file, build }: TableSource, patternFor: (key: string) => RegExp): Generator<Finding> {
  const { text, rows } = file;
  for (let row = 0; row < rows.count; row++) {
    const value = rows.valueAt(row);
    const found = patternFor(rows.key(row)).exec(text.slice(value.start, value.end));
    if (!found) continue;
    const start = value.start + found.index;
    const at = { ...value, start, end: start + found[0].length };
    yield {
      at,
      message: 'another entry begins inside this value, as the line break before it is missing',
      fixes: parted(at, found[0], build),
    };
  }
}

/** Only where a word such as OK stands in front is it clear where the second begins. */
function parted(at: Place, word: string, build: string | undefined): Fix[] {
  const before = /^(OK|yes|ok|x|1)(?=[a-z][\w.+-]*@)/.exec(word)?.[1];
  if (before === undefined) return [];
  const edits = [insertText(at.file, at.start + before.length, '\n')];
  return [{ title: 'Begin a new line here', edits, ...(build !== undefined && { command: build }) }];
}
