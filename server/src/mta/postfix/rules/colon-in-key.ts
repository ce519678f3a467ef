import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { fold } from '../../../formats/keyIndex.ts';
import type { Postfix } from '../system.ts';
import { type TableSource, tableSources } from './shared/tableSources.ts';

export const colonInKey: Rule<Postfix> = {
  id: 'postfix/colon-in-key',
  severity: 'warning',
  summary: 'A table is written like an alias file, with a colon behind the key',
  source: 'postmap(1): "record is in "key: value" format; is this an alias file?"; asked of Postfix 3.7',
  why: `
Only alias files have a colon between name and value. In all other tables white space ends the key, so that the colon
becomes part of it and no question ever finds the entry: \`550 5.1.1 User unknown in virtual alias table\`. Without white
space behind the colon postmap leaves the line out.`,
  examples: [
    {
      title: 'Colons in a virtual alias table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net: root
^^^^^^^^^^^^^^^^^ the colon is part of the key, so nobody finds info@example.net
`,
      fixed: `
info@example.net root
`,
    },
    {
      title: 'No white space at all',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net:root
^^^^^^^^^^^^^^^^^^^^^ only white space ends the key, so nobody finds info@example.net
`,
      fixed: `
info@example.net root
`,
    },
    {
      title: 'A colon in front of the value',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net : root
                 ^ the colon is part of the value, so it becomes a recipient of its own
`,
      fixed: `
info@example.net root
`,
    },
    {
      title: 'Aliases have colons, and so have next hops and networks',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
transport_maps = hash:/etc/postfix/transport
smtp_sasl_password_maps = hash:/etc/postfix/passwords
-- /etc/postfix/virtual --
info@example.net root
-- /etc/postfix/transport --
example.org :[mx.example.org]
example.com smtp:[mx.example.com]:2525
-- /etc/postfix/passwords --
[mx.example.com]:587 user:password
-- /etc/aliases --
postmaster: root
`,
    },
  ],

  *check(system) {
    for (const source of tableSources(system)) {
      // A file named aliases is compiled with postalias by those who list it here.
      if (source.isAliases || (source.type !== 'texthash' && /\/aliases$/.test(source.file.file))) continue;
      yield* colonsIn(source);
    }
  },
};

function* colonsIn({ file, settings, build }: TableSource): Generator<Finding> {
  const { rows, flaws, text } = file;
  const isRewriting = [...settings].some((it) => /^(virtual_alias|(recipient_|sender_)?canonical)_maps$/.test(it));
  const command = build === undefined ? {} : { command: build };
  const given = new Set<string>();
  for (const { kind, at } of flaws) {
    const [, key] = /^("[^"]*"@[^:]+|[^"@:]*@[^@:]+):[^:]+$/.exec(kind === 'no-value' ? text.slice(at.start, at.end) : '') ?? [];
    if (key === undefined) continue;
    const colon = { ...at, start: at.start + key.length, end: at.start + key.length + 1 };
    yield finding(at, `only white space ends the key, so nobody finds ${key}`, {
      title: 'Write a blank for the colon',
      edits: [replaceWord(colon, ' ')],
      safe: isNew(key),
      ...command,
    });
  }
  for (let row = 0; row < rows.count; row++) {
    const at = rows.keyAt(row);
    if (text[at.end - 1] === ':' && at.start < at.end - 1) {
      const edits = [replaceWord({ ...at, start: at.end - 1 }, '')];
      const key = text.slice(at.start, at.end - 1);
      const message = `the colon is part of the key, so nobody finds ${key}`;
      yield finding(at, message, { title: 'Remove the colon', edits, safe: isNew(key), ...command });
    } else if (isRewriting) {
      const value = rows.valueAt(row);
      if (text[value.start] !== ':' || text.startsWith(':include:', value.start)) continue;
      const colon = { ...value, end: value.start + 1 };
      const blanks = /^[ \t]*/.exec(text.slice(colon.end, value.end))![0].length;
      const edits = [replaceWord({ ...colon, end: colon.end + blanks }, '')];
      const message = 'the colon is part of the value, so it becomes a recipient of its own';
      yield finding(colon, message, { title: 'Remove the colon', edits, safe: true, ...command });
    }
  }

  /** Of two entries for one key somebody has to choose. */
  function isNew(key: string): boolean {
    const folded = fold(key);
    const res = rows.find(key) < 0 && !given.has(folded);
    given.add(folded);
    return res;
  }
}

function finding(at: Place, message: string, fix: Fix): Finding {
  return { at, message, fixes: [fix] };
}
