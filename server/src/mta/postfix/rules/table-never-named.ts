import type { Rule } from '../../../core/rule.ts';
import { domainClass } from '../routing/class.ts';
import { isTemplate } from '../syntax/template.ts';
import type { Postfix } from '../system.ts';
import { localDomain } from './shared/localDomain.ts';
import { type Lost, lostRecipients } from './shared/lostRecipients.ts';
import { isRefusedAsUnknown, NOBODY } from './shared/refused.ts';
import { type LooseEntry, type UnmentionedTable, unmentionedTables } from './shared/unmentionedTables.ts';
import { usersOf } from './shared/users.ts';

export const tableNeverNamed: Rule<Postfix> = {
  id: 'postfix/table-never-named',
  severity: 'warning',
  summary: 'A table lies beside the others, and no parameter names it',
  source: 'ADDRESS_CLASS_README; asked of Postfix 3.7: 550 5.1.1 for addresses that stand in such a file only',
  why: `
A file is a table only where a parameter names it. A list of tables that loses one of them, a parameter that is emptied or
commented out, and a file that gets another name all leave a table behind that nobody asks, and its addresses get \`550 5.1.1
User unknown\`. Files whose addresses are known otherwise, and copies such as virtual.bak, are left alone. A file that is not
needed any more is best moved away.`,
  examples: [
    {
      title: 'A second table that dropped out of the list',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net, example.org
virtual_alias_maps = hash:/etc/postfix/virtual-net
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ virtual_alias_maps does not name /etc/postfix/virtual-org, so info@example.org is refused as an unknown user
-- /etc/postfix/virtual-net --
info@example.net root
-- /etc/postfix/virtual-org --
info@example.org root
^^^^^^^^^^^^^^^^ also: nobody asks for this
sales@example.org root
`,
      fixed: `
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net, example.org
virtual_alias_maps = hash:/etc/postfix/virtual-net, hash:/etc/postfix/virtual-org
`,
    },
    {
      title: 'Aliases without a parameter',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
alias_maps = hash:/etc/aliases
             ^^^^^^^^^^^^^^^^^ alias_maps does not name /etc/postfix/lists, so staff is refused as an unknown user
-- /etc/passwd --
root:x:0:0:root:/root:/bin/sh
-- /etc/aliases --
postmaster: root
-- /etc/postfix/lists --
staff: root, admin@example.net
^^^^^ also: nobody asks for this
`,
    },
    {
      title: 'No parameter at all, so the entries themselves are marked',
      bad: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_mailbox_domains = example.net
virtual_mailbox_maps = hash:/etc/postfix/mailboxes
-- /etc/postfix/mailboxes --
alice@example.net example.net/alice/
-- /etc/postfix/valias --
info@example.net  alice@example.net
^^^^^^^^^^^^^^^^ virtual_alias_maps does not name this file, so info@example.net is refused as an unknown user
sales@example.net alice@example.net
^^^^^^^^^^^^^^^^^ virtual_alias_maps does not name this file, so sales@example.net is refused as an unknown user
`,
    },
    {
      title: 'Files that are none of these tables, copies, and leftovers whose addresses are known',
      good: `
-- main.cf --
compatibility_level = 3.6
myhostname = mail.example.com
virtual_alias_domains = example.net
virtual_alias_maps = hash:/etc/postfix/virtual
-- /etc/postfix/virtual --
info@example.net root
-- /etc/postfix/virtual.old --
boss@example.net root
-- /etc/postfix/virtual-2023 --
info@example.net admin@example.org
-- /etc/postfix/transport --
boss@example.net smtp:[mx.example.org]
-- /etc/postfix/sender_access --
boss@example.net REJECT
`,
    },
  ],

  *check(system) {
    if (isTemplate(system.mainCf.text)) return;
    for (const table of unmentionedTables(system)) {
      if (OF_OTHER_USE.test(table.path)) continue;
      const lost = lostIn(system, table);
      if (lost.length === 0) continue;
      const type = table.kind === 'patterns' ? 'pcre' : system.parameters.text('default_database_type') || 'hash';
      yield* lostRecipients(system, parameterFor(system, table, lost[0]!), { path: table.path, spec: `${type}:${table.path}` }, lost);
    }
  },
};

/** Said by the name: tables that are no lists of recipients. */
const OF_OTHER_USE = /transport|access|sender|client|helo|header|body|mime|generic|sasl|tls|relocated|bcc|policy|milter/i;

/** Large tables are judged by their beginning. */
const MOST_ASKED = 200;

interface LostEntry extends LooseEntry, Lost {
  readonly domain: string;
}

/** Those whom nobody knows; none where most of the file is known otherwise, as it is then a leftover. */
function lostIn(system: Postfix, { kind, entries }: UnmentionedTable): readonly LostEntry[] {
  const lost: LostEntry[] = [];
  let known = 0;
  let asked = 0;
  for (const entry of entries) {
    if (MOST_ASKED < ++asked) break;
    const found = kind === 'aliases' ? aliasOf(system, entry) : kind === 'keys' ? addressOf(system, entry) : patternOf(system, entry);
    if (found === 'known') known++;
    else if (found) lost.push(found);
  }
  return known <= lost.length ? lost : [];
}

function aliasOf(system: Postfix, entry: LooseEntry): LostEntry | 'known' | undefined {
  const domain = localDomain(system);
  // These are known without any alias.
  const isBuiltIn =
    /^(postmaster|mailer-daemon|double-bounce|root)$/i.test(entry.key) || 0 <= (usersOf(system)?.rows.find(entry.key) ?? -1);
  if (domain === undefined || entry.key.includes('@') || isBuiltIn) return undefined;
  return isRefusedAsUnknown(system, { local: entry.key, domain }) ? { ...entry, who: entry.key, domain } : 'known';
}

function addressOf(system: Postfix, entry: LooseEntry): LostEntry | 'known' | undefined {
  const [, local, domain = ''] = /^([^@\s]*)@([\w.-]+)$/.exec(entry.key.toLowerCase()) ?? [];
  if (local === undefined || domainClass(system, domain).kind !== 'class') return undefined;
  const isRefused = isRefusedAsUnknown(system, { local: local || NOBODY, domain });
  return isRefused ? { ...entry, who: entry.key, domain } : 'known';
}

/** Whom a pattern matches is not for us to list; one that speaks of a domain of ours and leads to an address was meant for its users. */
function patternOf(system: Postfix, entry: LooseEntry): LostEntry | undefined {
  const domain = /@\(?((?:[\w-]+\\\.)+[a-z]+)/i.exec(entry.key)?.[1]?.replaceAll('\\', '').toLowerCase();
  if (domain === undefined || !/^[\w.+$(){}-]+@[\w.$(){}-]+/.test(entry.value)) return undefined;
  const isOurs = domainClass(system, domain).kind === 'class' && isRefusedAsUnknown(system, { local: NOBODY, domain });
  return isOurs ? { ...entry, who: `whoever matches /${entry.key}/`, domain } : undefined;
}

function parameterFor(system: Postfix, { kind, path }: UnmentionedTable, { value, domain }: LostEntry): string {
  if (kind === 'aliases') return 'alias_maps';
  if (/canonical/.test(path)) return 'recipient_canonical_maps';
  const found = domainClass(system, domain);
  if (kind === 'patterns' || value.includes('@') || found.kind !== 'class') return 'virtual_alias_maps';
  if (found.class === 'relay') return 'relay_recipient_maps';
  if (found.class === 'virtual-mailbox' && (value.includes('/') || /^(ok|yes|1|x)$/i.test(value))) return 'virtual_mailbox_maps';
  return found.class === 'local' && /^(ok|yes|1|x)$/i.test(value) ? 'local_recipient_maps' : 'virtual_alias_maps';
}
