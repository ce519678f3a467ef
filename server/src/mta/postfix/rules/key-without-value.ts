import { insertText, removeLines } from '../../../core/edits.ts';
import type { Fix, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { splitTransport } from '../routing/resolve.ts';
import type { Postfix } from '../system.ts';
import { type TableSource, tableSources } from './shared/tableSources.ts';

export const keyWithoutValue: Rule<Postfix> = {
  id: 'postfix/key-without-value',
  severity: 'warning',
  summary: 'A line of a table has a key and no value',
  source: 'postmap(1): "expected format: key whitespace value"; postalias(1): "need name:value pair"; asked of Postfix 3.7',
  why: `
postmap and postalias print a warning and leave such a line out, so that the recipient or the domain is unknown. Tables
that only say that something exists, as relay_recipient_maps or relay_domains do, need a value too: any word will do.`,
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
alice@example.net OK
bob@example.net
^^^^^^^^^^^^^^^ no value, so postmap leaves out bob@example.net
`,
      fixed: `
alice@example.net OK
bob@example.net OK
`,
    },
    {
      title: 'An alias without a colon, and one without a target',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
hostmaster root
^^^^^^^^^^^^^^^ no colon behind a name, so postalias leaves out this line
abuse:
^^^^^ no value, so postalias leaves out abuse
`,
    },
    {
      title: 'An alias that is written like an entry of a table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
-- /etc/aliases --
postmaster: root
hostmaster root
^^^^^^^^^^^^^^^ no colon behind a name, so postalias leaves out this line
`,
      fixed: `
postmaster: root
hostmaster: root
`,
    },
    {
      title: 'A value on the next line, and domains in a plain list',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = /etc/postfix/relay_domains
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/relay_domains --
example.net
example.org
-- /etc/postfix/virtual --
info@mail.example.com
  root
-- /etc/aliases --
abuse:
  root
`,
    },
  ],

  *check(system) {
    for (const source of tableSources(system)) {
      const { file, isAliases, type } = source;
      const skipper = isAliases ? 'postalias' : type === 'texthash' ? 'Postfix' : 'postmap';
      for (const { kind, at } of file.flaws) {
        if (kind !== 'no-value' && kind !== 'no-name' && kind !== 'no-colon') continue;
        const place = firstLine(file.text, at);
        const written = file.text.slice(place.start, place.end);
        // Written like an alias, which another rule says.
        if (!isAliases && /@[^:]+:/.test(written)) continue;
        const message =
          kind === 'no-value'
            ? `no value, so ${skipper} leaves out ${written}`
            : kind === 'no-name'
              ? `no name before the colon, so ${skipper} leaves out "${written}"`
              : `no colon behind a name, so ${skipper} leaves out this line`;
        yield { at: place, message, fixes: kind === 'no-colon' ? colon(source, place) : fixes(system, source, place) };
      }
    }
  },
};

/** A name and its recipients, and no sentence that somebody forgot to make a comment of. */
function colon({ file, build }: TableSource, at: Place): Fix[] {
  const [, name] = /^([\w.+-]+)[ \t]+[^\s,]+(?:\s*,\s*[^\s,]+)*$/.exec(file.text.slice(at.start, at.end)) ?? [];
  if (name === undefined || 0 <= file.rows.find(name)) return [];
  const edits = [insertText(at.file, at.start + name.length, ':')];
  return [{ title: `Put a colon behind ${name}`, edits, command: build ?? 'newaliases' }];
}

/** Parameters that ask whether a key is there and do not look at its value. */
const EXISTENCE = [
  'relay_recipient_maps',
  'local_recipient_maps',
  'mydestination',
  'virtual_alias_domains',
  'virtual_mailbox_domains',
  'relay_domains',
];

function fixes(system: Postfix, { file, settings, build }: TableSource, at: Place): Fix[] {
  const isDelivered = splitTransport(system.parameters.text('virtual_transport')).transport === 'virtual';
  const isEnough = (setting: string) => EXISTENCE.includes(setting) || (setting === 'virtual_mailbox_maps' && !isDelivered);
  if (![...settings].every(isEnough))
    return [{ title: `Remove ${system.textOf(at.file).slice(at.start, at.end)}`, edits: [removeLines(system.textOf(at.file), at)] }];
  const isNew = file.rows.findIn(file.text, at.start, at.end) < 0;
  const fix = { title: 'Give it the value OK', edits: [insertText(at.file, at.end, ' OK')], safe: isNew };
  return [build === undefined ? fix : { ...fix, command: build }];
}

function firstLine(text: string, at: Place): Place {
  const newline = text.indexOf('\n', at.start);
  return newline < 0 || at.end <= newline ? at : { ...at, end: text[newline - 1] === '\r' ? newline - 1 : newline };
}
