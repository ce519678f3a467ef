import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { Place } from '../../../core/text.ts';
import { domainClass } from '../routing/class.ts';
import type { Postfix } from '../system.ts';
import { nobodyBehind } from './reach.ts';
import { localDomain } from './shared/localDomain.ts';
import { isRefusedAsUnknown, NOBODY } from './shared/refused.ts';
import { type TableSource, tableSources } from './shared/tableSources.ts';

export const commentedOutEntry: Rule<Postfix> = {
  id: 'postfix/commented-out-entry',
  severity: 'info',
  summary: 'An entry is commented out, and nothing else knows its address',
  source: 'postmap(1) and aliases(5): a line that begins with # is a comment; asked of Postfix 3.7: 550 5.1.1',
  why: `
An entry that was switched off for a while is easily forgotten, and its address gets \`550 5.1.1 User unknown\`. This is only a
notice, as most of them are off on purpose. Lines whose address is known otherwise, addresses of other hosts and aliases to
nobody are left alone.`,
  examples: [
    {
      title: 'A virtual alias',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
#sales@example.net root
 ^^^^^^^^^^^^^^^^^ sales@example.net is commented out, so it is refused as an unknown user
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
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
# staff: root, admin@example.org
  ^^^^^ staff is commented out, so it is refused as an unknown user
`,
      fixed: `
postmaster: root
staff: root, admin@example.org
`,
    },
    {
      title: 'Prose, examples, addresses of other hosts, and what is known otherwise',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/postfix/virtual --
# Format: address target
# info@example.org somebody
info@example.net root
#info@example.net admin@example.org
-- /etc/aliases --
# Note: run newaliases
# root: jane
postmaster: root
`,
    },
  ],

  *check(system) {
    for (const source of tableSources(system)) {
      if (source.isAliases) yield* commentedAliases(system, source);
      else if ([...source.settings].some((it) => RECIPIENTS.has(it))) yield* commentedAddresses(system, source);
    }
  },
};

const RECIPIENTS = new Set(['virtual_alias_maps', 'virtual_mailbox_maps', 'relay_recipient_maps', 'local_recipient_maps']);
/** Of a large table a few are enough. */
const MOST_FOUND = 20;

function* commentedAddresses(system: Postfix, source: TableSource): Generator<Finding> {
  let left = MOST_FOUND;
  for (const match of source.file.text.matchAll(/^#+[ \t]*([^\s@#]*)@([\w-]+(?:\.[\w-]+)+)[ \t]+\S/gm)) {
    const [whole, local = '', domain = ''] = match;
    const key = `${local}@${domain}`;
    if (domainClass(system, domain.toLowerCase()).kind !== 'class' || !isRefusedAsUnknown(system, { local: local || NOBODY, domain }))
      continue;
    if (left-- <= 0) return;
    yield finding(source, match.index, whole.indexOf(key), key);
  }
}

/** Comments hold sentences too: only a list of recipients whom there are is an entry. */
function* commentedAliases(system: Postfix, source: TableSource): Generator<Finding> {
  const domain = localDomain(system);
  let left = MOST_FOUND;
  for (const match of source.file.text.matchAll(/^#+[ \t]*([\w.+-]+)[ \t]*:[ \t]*(\S.*)$/gm)) {
    const [whole, name = '', targets = ''] = match;
    const words = targets
      .trim()
      .replace(/,$/, '')
      .split(/\s*,\s*/);
    if (domain === undefined || !words.every((it) => isSomebody(system, it))) continue;
    if (!isRefusedAsUnknown(system, { local: name, domain })) continue;
    if (left-- <= 0) return;
    yield finding(source, match.index, whole.indexOf(name), name);
  }
}

function isSomebody(system: Postfix, word: string): boolean {
  if (/^("\||\||\/|:include:)/.test(word)) return true;
  if (/^"[^"]+@[^"]+"$/.test(word)) return true;
  if (!/^[\w.+-]+(@[\w-]+(\.[\w-]+)+)?$/.test(word)) return false;
  return nobodyBehind(system, word) === undefined;
}

function finding({ file, build }: TableSource, lineStart: number, keyFrom: number, key: string): Finding {
  const start = lineStart + keyFrom;
  const at: Place = { file: file.file, start, end: start + key.length };
  return {
    at,
    message: `${key} is commented out, so it is refused as an unknown user`,
    fixes: [
      {
        title: `Write the entry for ${key} again`,
        edits: [replaceWord({ ...at, start: lineStart, end: start }, '')],
        ...(build && { command: build }),
      },
    ],
  };
}
