import { replaceWord } from '../../../core/edits.ts';
import type { Finding, Rule } from '../../../core/rule.ts';
import type { Postfix } from '../system.ts';
import { type TableSource, tableSources } from './shared/tableSources.ts';

export const keyNeverAsked: Rule<Postfix> = {
  id: 'postfix/key-never-asked',
  severity: 'warning',
  summary: 'The key of an entry is written as no server asks for it',
  source: 'virtual(5), "TABLE SEARCH ORDER"; asked of Postfix 3.7: 550 5.1.1 for the address that was meant',
  why: `
Postfix looks up the bare address in the form user@domain. A key with angle brackets around it, with a dot behind its domain, with
\`mailto:\` or \`smtp:\` in front or with a comma behind it is another word: \`550 5.1.1 User unknown\`. A sender may write the dot; Postfix takes it away
before it asks.`,
  examples: [
    {
      title: 'An address as mail programs write it',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
<info@example.net> root
^^^^^^^^^^^^^^^^^^ Postfix asks for info@example.net, so nobody finds this entry
`,
      fixed: `
info@example.net root
`,
    },
    {
      title: 'Domains as zone files write them, and a list',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
sales@example.net. root
^^^^^^^^^^^^^^^^^^ Postfix asks for sales@example.net, so nobody finds this entry
@example.net.     root
^^^^^^^^^^^^^ Postfix asks for @example.net, so nobody finds this entry
help@example.net, root
^^^^^^^^^^^^^^^^^ Postfix asks for help@example.net, so nobody finds this entry
`,
    },
    {
      title: 'Recipients without their domain, and with a prefix',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
relay_domains = example.net
relay_recipient_maps = hash:/etc/postfix/relay_recipients
-- /etc/postfix/relay_recipients --
alice OK
^^^^^ Postfix asks for whole addresses here, so nobody finds the name alice
smtp:bob@example.net OK
^^^^^^^^^^^^^^^^^^^^ Postfix asks for bob@example.net, so nobody finds this entry
`,
    },
    {
      title: 'Keys that Postfix asks for',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
@example.net root
admin root
-- /etc/aliases --
postmaster: root
`,
    },
  ],

  *check(system) {
    for (const source of tableSources(system)) {
      if (source.isAliases || ![...source.settings].some(isOfAddresses)) continue;
      yield* keysIn(source);
      if ([...source.settings].every((it) => isAskedWhole(system, it))) yield* namesIn(system, source);
    }
  },
};

/** Restrictions and the tables of clients have keys of other forms. */
function isOfAddresses(setting: string): boolean {
  return /^(virtual_alias|virtual_mailbox|relay_recipient|local_recipient|transport|relocated|(recipient_|sender_)?canonical|smtp_generic)_maps$/.test(
    setting,
  );
}

/** A bare name is asked for in domains of this host only, and in that of myorigin. */
function isAskedWhole(system: Postfix, setting: string): boolean {
  const own = setting === 'relay_recipient_maps' ? 'relay' : setting === 'virtual_mailbox_maps' ? 'virtual-mailbox' : undefined;
  const found = system.classOf(system.parameters.text('myorigin'));
  return own !== undefined && !(found.kind === 'class' && found.class === own);
}

function* namesIn(system: Postfix, { file: { rows } }: TableSource): Generator<Finding> {
  const domains = new Set(system.claims.map((it) => it.domain));
  for (let row = 0; row < rows.count; row++) {
    const key = rows.key(row);
    if (key.includes('@') || key.endsWith(':') || domains.has(key.toLowerCase())) continue;
    yield { at: rows.keyAt(row), message: `Postfix asks for whole addresses here, so nobody finds the name ${key}` };
  }
}

function* keysIn({ file, build }: TableSource): Generator<Finding> {
  const { rows } = file;
  if (!ODD.test(file.text)) return;
  for (let row = 0; row < rows.count; row++) {
    const key = rows.key(row);
    const meant = bare(key);
    if (meant === key) continue;
    const at = rows.keyAt(row);
    yield {
      at,
      message: `Postfix asks for ${meant}, so nobody finds this entry`,
      fixes: [{ title: `Write ${meant}`, edits: [replaceWord(at, meant)], safe: true, ...(build !== undefined && { command: build }) }],
    };
  }
}

/** A table without such a line has no such key, and most have none. */
const ODD = /^[^\s#@]*[<>,;:'][^\s@]*@|^[^\s#@]*@\S*[<>,;.'](?=\s)/m;

/** The address inside what people write around it; the key itself where there is nothing. */
function bare(key: string): string {
  if (!key.includes('@') || key.startsWith('"')) return key;
  const inside = /^(?:mailto:|smtp:)?<?(?:mailto:)?([^\s<>,;"']*@(?:[\w-]+\.)*[\w-]+)\.?>?[,;.]*$/i.exec(key)?.[1];
  return inside ?? key;
}
