import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import type { TableFile } from '../../../formats/postmapTable.ts';
import type { Postfix } from '../system.ts';
import { legacyNames, newerNames, vocabulary } from '../vocabulary/index.ts';
import { swallowedLines } from './shared/swallowedLines.ts';
import { tableSources } from './shared/tableSources.ts';

export const swallowedLine: Rule<Postfix> = {
  id: 'postfix/swallowed-line',
  severity: 'warning',
  summary: 'An indented line looks like an entry and belongs to the one above it',
  source: 'postconf(5) and postmap(1): a line that starts with white space continues the one before; asked of Postfix 3.7',
  why: `
White space at the beginning of a line continues the entry above, also across comments and blank lines. A parameter that
was indented by mistake is not set, and its words become part of another value: in a list of tables they stop smtpd with
\`expecting "type:name" form\`. An indented entry of a table gets 550 5.1.1, and its words become recipients of the entry
above. Postfix says nothing about it.`,
  examples: [
    {
      title: 'A parameter',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
# Backup for our friends.
  relay_domains = example.net
  ^^^^^^^^^^^^^ an indented line belongs to mydestination above it, so relay_domains is not set here
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
mydestination = $myhostname, localhost
# Backup for our friends.
relay_domains = example.net
`,
    },
    {
      title: 'An entry of a table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
  sales@example.net root
  ^^^^^^^^^^^^^^^^^ an indented line belongs to info@example.net above it, so sales@example.net has no entry here
`,
      fixed: `
info@example.net root
sales@example.net root
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
 abuse: root
 ^^^^^ an indented line belongs to postmaster above it, so abuse has no entry here
`,
      fixed: `
postmaster: root
abuse: root
`,
    },
    {
      title: 'The first line of a table',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = hash:/etc/postfix/relay_domains
-- /etc/postfix/relay_domains --
  example.net OK
  ^^^^^^^^^^^^^^ the first line is indented, so postmap leaves it out
`,
      fixed: `
example.net OK
`,
    },
    {
      title: 'Values that go on: lists, restrictions, pairs in braces, recipients',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
mydestination =
  $myhostname,
  localhost
smtpd_recipient_restrictions = permit_mynetworks,
  reject_unauth_destination,
  check_policy_service { unix:private/policy,
    timeout=10s, default_action=DUNNO }
import_environment = MAIL_CONFIG MAIL_DEBUG
  LANG=C
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
team@example.net root,
  admin@example.org other@example.org
all@example.net
  root
both@example.net root
  admin@example.org
many@example.net one@example.org two@example.org
  three@example.org four@example.org
-- /etc/aliases --
list: :include:/etc/list,
  root
report: "|/usr/bin/report
  subject: daily"
`,
    },
  ],

  *check(system) {
    yield* inMainCf(system);
    for (const { file, isAliases, type } of tableSources(system)) {
      yield* inFirstLine(file, isAliases ? 'postalias' : type === 'texthash' ? 'Postfix' : 'postmap');
      yield* inTable(file, isAliases);
    }
  },
};

const PARAMETER = /^[ \t]+([a-z]\w*)\s*=(?!=)/;

function* inMainCf({ mainCf }: Postfix): Generator<Finding> {
  const { text, file, parameters } = mainCf;
  // Lines inside the branches of a template are indented for the reader.
  if (/\{%|<%/.test(text)) return;
  for (const { name, value } of parameters) {
    for (const piece of value) {
      const start = text.lastIndexOf('\n', piece.start - 1) + 1;
      const [, word] = PARAMETER.exec(text.slice(start, piece.end)) ?? [];
      if (word === undefined || start <= name.at.start || !isKnown(word)) continue;
      if (isOpen(text.slice(value[0]!.start, start))) continue;
      const from = text.indexOf(word, start);
      yield finding({ file, start: from, end: from + word.length }, start, name.text, `${word} is not set here`);
    }
  }
}

function isKnown(name: string): boolean {
  return vocabulary.has(name) || newerNames.has(name) || legacyNames.has(name);
}

/** True inside braces, where names and equals signs are something else. */
function isOpen(before: string): boolean {
  return before.replace(/[^{]/g, '').length !== before.replace(/[^}]/g, '').length;
}

function* inFirstLine({ text, flaws }: TableFile, skipper: string): Generator<Finding> {
  for (const { kind, at } of flaws) {
    if (kind !== 'starts-with-blank') continue;
    const [line = ''] = text.slice(at.start, at.end).split('\n', 1);
    const start = at.start + line.search(/\S/);
    yield {
      at: { ...at, start, end: at.start + line.trimEnd().length },
      message: `the first line is indented, so ${skipper} leaves it out`,
      fixes: [{ title: 'Remove the indentation', edits: [replaceWord({ ...at, end: start }, '')] }],
    };
  }
}

function* inTable(file: TableFile, isAliases: boolean): Generator<Finding> {
  if (!/\n[ \t]/.test(file.text)) return;
  for (let row = 0; row < file.rows.count; row++) {
    for (const { word, start } of swallowedLines(file, row, isAliases)) {
      const key = file.rows.keyAt(row);
      const text = file.text.slice(word.start, word.end);
      yield finding(word, start, file.text.slice(key.start, key.end), `${text} has no entry here`);
    }
  }
}

function finding(at: Place, lineStart: number, above: string, consequence: string): Finding {
  return {
    at,
    message: `an indented line belongs to ${above} above it, so ${consequence}`,
    fixes: [{ title: 'Remove the indentation', edits: [replaceWord({ ...at, start: lineStart, end: at.start }, '')] }],
  };
}
